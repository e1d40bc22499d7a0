package dev.cogo.ai.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.model.Services;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.testing.ModelReply;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRouterTest extends DialectContract {
    private GeminiStub stub;

    @BeforeEach
    void start(Vertx vertx) {
        stub = GeminiStub.start(vertx);
    }

    @Override
    protected List<ModelConfig> models(String key) {
        return Services.gemini(key, stub.baseUrl())
                .models(List.of("gemini:" + GeminiStub.MODEL, "gemini:" + GeminiStub.FALLBACK));
    }

    @Override
    protected String key() {
        return GeminiStub.KEY;
    }

    @Override
    protected void next(ModelReply... replies) {
        stub.next(replies);
    }

    @Override
    protected List<String> asked() {
        return stub.calls().stream().map(GeminiStub.Call::model).toList();
    }

    @Override
    protected int connectionsClosed() {
        return stub.connectionsClosed();
    }

    @Override
    protected String event(@Nullable String finishReason, String... text) {
        return GeminiReply.event(finishReason, text).encode();
    }

    @Override
    protected String error(int status, String message) {
        return GeminiReply.errorBody(status, "X", message).encode();
    }

    @Override
    protected String wholeReason() {
        return "STOP";
    }

    @Override
    protected String lengthReason() {
        return "MAX_TOKENS";
    }

    @Override
    protected String refusal() {
        return "SAFETY";
    }

    @Override
    protected String served() {
        return GeminiStub.MODEL;
    }

    @Override
    protected Usage usage() {
        return new Usage(42, 10, 52, 5, 3, 0);
    }

    @Override
    protected List<String> turns() {
        return stub.calls().getLast().contents();
    }

    @Test
    void sendsWhatTheApiDescribes(Vertx vertx) {
        stub.next(GeminiReply.text("하늘은 ", "파랗다."));
        Completion answer = provider(vertx)
                .complete(question("ko", Turn.user("hi"), Turn.user("again"), Turn.model("hello"), Turn.user("why?")));
        assertThat(answer.text()).isEqualTo("하늘은 파랗다.");
        assertThat(answer.language()).isEqualTo("ko");
        GeminiStub.Call call = stub.calls().getFirst();
        assertThat(call.system()).contains("Korean (BCP 47: ko)");
        assertThat(call.contents()).containsExactly("user: hi | again", "model: hello", "user: why?");
    }

    @Test
    void booksTheModelThatAnsweredBesideTheOneThatWasAsked(Vertx vertx) {
        JsonObject event = GeminiReply.event("STOP", "text").put("modelVersion", "gemini-of-next-year");
        stub.next(ModelReply.events(event.encode()));
        Completion answer = provider(vertx).complete(QUESTION);
        assertThat(answer.origin().asked()).isEqualTo(GeminiStub.MODEL);
        assertThat(answer.model()).isEqualTo("gemini-of-next-year");
    }

    @Test
    void countsEveryHttpCallAsCost(Vertx vertx) {
        stub.next(GeminiReply.unavailable(), GeminiReply.quota("0.01s"));
        Cost cost = new Cost();
        Cost.spend(cost, () -> provider(vertx).complete(QUESTION));
        assertThat(cost.aiRequests()).isEqualTo(3);
    }

    @Test
    void waitsAsLongAsGeminiAsks(Vertx vertx) {
        stub.next(GeminiReply.quota("0.3s"));
        long start = System.nanoTime();
        provider(vertx).complete(QUESTION);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(asked()).containsExactly(GeminiStub.MODEL, GeminiStub.MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "OTHER", "PROHIBITED_CONTENT", "A_REASON_OF_NEXT_YEAR"})
    void aBlockedPromptIsARefusal(String reason, Vertx vertx) {
        stub.next(GeminiReply.blocked(reason));
        ProviderFailure failure = failure(provider(vertx));
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(failure.error()).hasMessageContaining(reason);
        assertThat(failure.usage()).isEqualTo(new Usage(12, 0, 12));
        assertThat(stub.calls()).hasSize(1);
    }

    @Test
    void skipsThoughtsUnknownPartsAndControlCharacters(Vertx vertx) {
        JsonArray parts = new JsonArray()
                .add(new JsonObject().put("text", "let me think").put("thought", true))
                .add(new JsonObject().put("functionCall", new JsonObject().put("name", "x")))
                .add(new JsonObject().put("ofNextYear", new JsonObject()))
                .add(new JsonObject().put("text", " line\n\u0000two\u001b[31m ").put("thoughtSignature", "abc"));
        JsonObject candidate = new JsonObject()
                .put("content", new JsonObject().put("parts", parts))
                .put("finishReason", "STOP");
        stub.next(ModelReply.events(new JsonObject()
                .put("candidates", new JsonArray().add(candidate))
                .encode()));
        Completion answer = provider(vertx).complete(QUESTION);
        assertThat(answer.text()).isEqualTo("line\ntwo[31m");
        assertThat(answer.usage()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidates\":[]}",
                "{\"candidates\":null}",
                "{\"candidates\":[null]}",
                "{\"candidates\":\"none\"}",
                "{\"candidates\":[{\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\"}]}"
            })
    void aCandidateWithoutTextIsAFailure(String event, Vertx vertx) {
        stub.next(ModelReply.events(event), ModelReply.events(event));
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_FAILED);
    }
}
