package dev.cogo.ai.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.openai.OpenAiStub;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.ToolCall;
import dev.cogo.ai.provider.ToolSpec;
import dev.cogo.ai.provider.ToolStep;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.testing.ModelReply;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiRouterTest extends DialectContract {
    private OpenAiStub stub;

    @BeforeEach
    void start(Vertx vertx) {
        stub = OpenAiStub.start(vertx);
    }

    @Override
    protected List<ModelConfig> models(String key) {
        return List.of(
                new ModelConfig(ModelConfig.Dialect.OPENAI, "meta/llama:8b", stub.baseUrl(), key),
                new ModelConfig(ModelConfig.Dialect.OPENAI, "gpt-x", stub.baseUrl(), key));
    }

    @Override
    protected String key() {
        return OpenAiStub.KEY;
    }

    @Override
    protected void next(ModelReply... replies) {
        stub.next(replies);
    }

    @Override
    protected List<String> asked() {
        return stub.calls().stream().map(call -> call.getString("model")).toList();
    }

    @Override
    protected int connectionsClosed() {
        return stub.connectionsClosed();
    }

    @Override
    protected String event(@Nullable String finishReason, String... text) {
        return OpenAiStub.event(finishReason, text);
    }

    @Override
    protected String error(int status, String message) {
        return OpenAiStub.error(status, message);
    }

    @Override
    protected String wholeReason() {
        return "stop";
    }

    @Override
    protected String lengthReason() {
        return "length";
    }

    @Override
    protected String refusal() {
        return "content_filter";
    }

    @Override
    protected String served() {
        return "stub";
    }

    @Override
    protected Usage usage() {
        return new Usage(42, 10, 52, 5, 3, 0);
    }

    @Override
    protected List<String> turns() {
        return messages().skip(1).toList();
    }

    private java.util.stream.Stream<String> messages() {
        return stub.calls().getLast().getJsonArray("messages").stream()
                .map(JsonObject.class::cast)
                .map(message -> message.getString("role") + ": " + message.getString("content"));
    }

    @Test
    void sendsWhatTheApiDescribes(Vertx vertx) {
        provider(vertx).complete(question("why?"));
        assertThat(messages()).hasSize(2).last().isEqualTo("user: why?");
        assertThat(messages().findFirst())
                .hasValueSatisfying(
                        system -> assertThat(system).startsWith("system: ").contains("BCP 47: en"));
    }

    @Test
    void aServiceWithoutAKeyIsSentNone(Vertx vertx) {
        Router router = new Router(
                vertx,
                config(
                        List.of(new ModelConfig(ModelConfig.Dialect.OPENAI, "m", stub.baseUrl(), null)),
                        dev.cogo.ai.http.CallLimits.DEFAULT,
                        100),
                1);
        assertThat(code(router)).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(stub.calls()).isEmpty();
    }

    @Test
    void aRefusalInAFieldOfItsOwnIsOne(Vertx vertx) {
        JsonObject delta = new JsonObject().put("refusal", "I can't help with that.");
        JsonObject chunk = new JsonObject(event(null))
                .put(
                        "choices",
                        new JsonArray().add(new JsonObject().put("index", 0).put("delta", delta)));
        stub.next(ModelReply.events(chunk.encode(), event("stop"), "[DONE]"));
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_REFUSED);
    }

    @Test
    void thoughtsAndUnknownPartsAreNoText(Vertx vertx) {
        JsonObject delta = new JsonObject()
                .put("reasoning_content", "let me think")
                .put("of_next_year", new JsonArray().add(1))
                .put("content", "text");
        JsonObject chunk = new JsonObject(event(null))
                .put("x_groq", new JsonObject().put("id", "r"))
                .put(
                        "choices",
                        new JsonArray().add(new JsonObject().put("index", 0).put("delta", delta)));
        stub.next(ModelReply.events(chunk.encode(), event("stop"), "[DONE]"));
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("text");
    }

    @Test
    void tokensMayComeInAChunkOfTheirOwn(Vertx vertx) {
        JsonObject counts = new JsonObject(event("stop")).put("choices", new JsonArray());
        JsonObject end = new JsonObject(event("stop"));
        end.remove("usage");
        stub.next(ModelReply.events(event(null, "text"), end.encode(), counts.encode(), "[DONE]"));
        Completion answer = provider(vertx).complete(QUESTION);
        assertThat(answer.usage()).isEqualTo(usage());
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void aCallThatIsCutIsCountedByEstimate(Vertx vertx) {
        stub.next(ModelReply.events(event(null, "x".repeat(300))));
        ProviderFailure failure = failure(provider(vertx));
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(failure.origin().estimated()).isTrue();
        Usage counted = java.util.Objects.requireNonNull(failure.usage());
        assertThat(counted.outputTokens()).isEqualTo(100);
        assertThat(counted.promptTokens()).isPositive();
    }

    @Test
    void toolsAreOfferedAsTheyAreAndCallsComeInPieces(Vertx vertx) {
        Map<String, Object> schema =
                Map.of("type", "object", "properties", Map.of("place", Map.of("type", List.of("string", "null"))));
        List<ToolSpec> tools = List.of(new ToolSpec("weather__forecast", "The weather.", schema));
        next(ModelReply.events(
                OpenAiStub.callEvent("weather__forecast", "{\"pla"),
                OpenAiStub.callEvent(null, "ce\":\"강릉\"}"),
                OpenAiStub.event("tool_calls"),
                "[DONE]"));
        Completion wish = provider(vertx).complete(asking(tools, List.of()));
        ToolCall call = new ToolCall("call_1", "weather__forecast", Map.of("place", "강릉"), null);
        assertThat(wish.calls()).containsExactly(call);
        assertThat(wish.text()).isEmpty();
        JsonObject offered = stub.calls().getFirst().getJsonArray("tools").getJsonObject(0);
        assertThat(offered.getJsonObject("function").getJsonObject("parameters"))
                .isEqualTo(new JsonObject(Json.string(schema)));

        assertThat(provider(vertx)
                        .complete(asking(tools, List.of(new ToolStep("", List.of(call), List.of("rain")))))
                        .calls())
                .isEmpty();
        JsonArray messages = stub.calls().getLast().getJsonArray("messages");
        JsonObject asked = messages.getJsonObject(messages.size() - 2);
        assertThat(asked.getJsonArray("tool_calls").getJsonObject(0).getString("id"))
                .isEqualTo("call_1");
        JsonObject found = messages.getJsonObject(messages.size() - 1);
        assertThat(found.getString("role")).isEqualTo("tool");
        assertThat(found.getString("tool_call_id")).isEqualTo("call_1");
        assertThat(found.getString("content")).isEqualTo("rain");
    }

    private static Prompt asking(List<ToolSpec> tools, List<ToolStep> steps) {
        return new Prompt(
                Purpose.ANSWER, "en", "system", List.of(Turn.user("Weather?")), null, null, null, tools, steps);
    }
}
