package dev.cogo.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.SystemPrompt;
import dev.cogo.ai.provider.Turn;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is particular to an answer that comes in pieces. */
@ExtendWith(VertxExtension.class)
class GeminiStreamTest {
    private static final Prompt QUESTION =
            new Prompt(Purpose.ANSWER, "en", SystemPrompt.introduction("en"), List.of(Turn.user("why?")));

    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private GeminiStub stub;
    private GeminiProvider provider;

    @BeforeEach
    void start(Vertx vertx) {
        stub = GeminiStub.start(vertx);
        provider = provider(vertx, Duration.ofSeconds(20));
    }

    private GeminiProvider provider(Vertx vertx, Duration attemptTimeout) {
        GeminiConfig config = new GeminiConfig(
                GeminiStub.KEY,
                stub.baseUrl(),
                List.of(GeminiStub.MODEL, GeminiStub.FALLBACK),
                Duration.ofSeconds(20),
                attemptTimeout,
                3,
                Duration.ofMillis(2),
                Duration.ofMillis(10),
                64 * 1024,
                1000,
                Duration.ofMinutes(1));
        return new GeminiProvider(vertx, config, 4);
    }

    private ProviderFailure failure(GeminiProvider from) {
        return catchThrowableOfType(ProviderFailure.class, () -> from.stream(QUESTION, pieces::add));
    }

    @Test
    void thePiecesAreTheAnswer() {
        stub.next(GeminiReply.stream("하늘은", " \u0007파랗다", ".\n"));
        assertThat(provider.stream(QUESTION, pieces::add))
                .isEqualTo(new Completion("하늘은 파랗다.", "en", GeminiStub.MODEL, new Usage(42, 10, 52), false, false));
        assertThat(pieces).containsExactly("하늘은", " 파랗다", ".\n");
        assertThat(stub.calls()).singleElement().matches(GeminiStub.Call::streamed);
    }

    @Test
    void pieceByPiece() {
        stub.next(GeminiReply.beginning(
                response -> waitForTheFirst(response, GeminiReply.sse(GeminiReply.event("MAX_TOKENS", "two"))),
                "one "));
        Completion answer = provider.stream(QUESTION, pieces::add);
        assertThat(answer.text()).isEqualTo("one two");
        assertThat(answer.truncated()).isTrue();
    }

    // The second piece is sent when the first has arrived: whoever collects the whole never ends.
    private void waitForTheFirst(HttpServerResponse response, Buffer second) {
        Thread.startVirtualThread(() -> {
            Eventually.until("the first piece", () -> !pieces.isEmpty());
            response.end(second);
        });
    }

    @Test
    void whatMayPassIsTriedAgainUntilTheFirstPiece() {
        stub.next(
                GeminiReply.unavailable(),
                GeminiReply.beginning(response -> response.reset()),
                GeminiReply.stream("one ", "two"));
        assertThat(provider.stream(QUESTION, pieces::add).text()).isEqualTo("one two");
        assertThat(pieces).containsExactly("one ", "two");
        assertThat(stub.calls()).hasSize(3);
    }

    @Test
    void anAnswerThatBreaksOffIsNotBegunAnew(Vertx vertx) {
        JsonObject error = new JsonObject().put("error", new JsonObject().put("code", 503));
        List<Consumer<HttpServerResponse>> breaks = List.of(
                HttpServerResponse::reset,
                HttpServerResponse::end,
                response -> response.end(GeminiReply.sse(error)),
                response -> response.end(Buffer.buffer("data: {\r\n\r\n")),
                response -> response.end(Buffer.buffer("x".repeat(70_000))));
        for (Consumer<HttpServerResponse> however : breaks) {
            pieces.clear();
            stub.next(GeminiReply.beginning(response -> afterTheFirst(response, however), "one "));
            ProviderFailure failure = failure(provider);
            assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_FAILED);
            assertThat(failure.usage()).isEqualTo(new Usage(42, 10, 52));
            assertThat(pieces).containsExactly("one ");
        }
        assertThat(stub.calls()).hasSize(breaks.size());
    }

    private void afterTheFirst(HttpServerResponse response, Consumer<HttpServerResponse> then) {
        Thread.startVirtualThread(() -> {
            Eventually.until("the first piece", () -> !pieces.isEmpty());
            then.accept(response);
        });
    }

    @Test
    void oneThatStopsIsGivenUp(Vertx vertx) {
        stub.next(GeminiReply.beginning(response -> {}, "one "));
        assertThat(failure(provider(vertx, Duration.ofMillis(500))).error().code())
                .isEqualTo(ErrorCode.AI_FAILED);
    }

    @Test
    void aRefusalIsOneInAStreamToo() {
        stub.next(
                GeminiReply.beginning(response -> response.end(GeminiReply.sse(GeminiReply.event("SAFETY"))), "one "));
        assertThat(failure(provider).error().code()).isEqualTo(ErrorCode.AI_REFUSED);
    }

    @Test
    void theConnectionEndsWhenNobodyWantsTheRest(Vertx vertx) {
        stub.next(GeminiReply.beginning(response -> {}, "one ", "two "));
        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class, () -> provider(vertx, Duration.ofMillis(700)).stream(QUESTION, piece -> false));
        assertThat(failure.error()).hasMessageContaining("nobody waited");
        assertThat(failure.usage()).isEqualTo(new Usage(42, 10, 52));
        Eventually.until("the connection is closed", () -> stub.connectionsClosed() == 1);
    }
}
