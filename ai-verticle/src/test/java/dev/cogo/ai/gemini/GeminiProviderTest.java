package dev.cogo.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderContract;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.Turn;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class GeminiProviderTest extends ProviderContract {
    private static final Prompt QUESTION = question("why is the sky blue?");
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private GeminiStub stub;

    @BeforeEach
    void start(Vertx vertx) {
        stub = GeminiStub.start(vertx);
    }

    @Override
    protected Provider provider(Vertx vertx) {
        return provider(vertx, SECONDS, SECONDS);
    }

    private GeminiProvider provider(Vertx vertx, Duration requestTimeout, Duration attemptTimeout) {
        return new GeminiProvider(vertx, config(GeminiStub.KEY, requestTimeout, attemptTimeout, 1000), 32);
    }

    private GeminiConfig config(String key, Duration requestTimeout, Duration attemptTimeout, int breakerFailures) {
        return new GeminiConfig(
                key,
                stub.baseUrl(),
                List.of(GeminiStub.MODEL, GeminiStub.FALLBACK),
                requestTimeout,
                attemptTimeout,
                4,
                Duration.ofMillis(2),
                Duration.ofMillis(10),
                64 * 1024,
                breakerFailures,
                Duration.ofMinutes(1));
    }

    @Test
    void sendsWhatTheApiDescribes(Vertx vertx) {
        stub.next(GeminiReply.text("하늘은 ", "파랗다."));
        Completion answer = provider(vertx)
                .complete(question("ko", Turn.user("hi"), Turn.user("again"), Turn.model("hello"), Turn.user("why?")));
        assertThat(answer)
                .isEqualTo(new Completion("하늘은 파랗다.", "ko", GeminiStub.MODEL, new Usage(42, 10, 52), false, false));
        GeminiStub.Call call = stub.calls().getFirst();
        assertThat(call.model()).isEqualTo(GeminiStub.MODEL);
        assertThat(call.system()).contains("Korean (BCP 47: ko)");
        assertThat(call.contents()).containsExactly("user: hi | again", "model: hello", "user: why?");
    }

    @Test
    void countsEveryHttpCallAsCost(Vertx vertx) {
        stub.next(GeminiReply.unavailable(), GeminiReply.quota("0.01s"));
        Cost cost = new Cost();
        Cost.spend(cost, () -> provider(vertx).complete(QUESTION));
        assertThat(cost.aiRequests()).isEqualTo(3);
        assertThat(stub.calls()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 504})
    void triesAgainWhatMayPass(int status, Vertx vertx) {
        stub.next(GeminiReply.error(status, "X", "busy"), GeminiReply.raw(status, Buffer.buffer("<html>")));
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("stub answer 3");
    }

    @Test
    void tellsInTheEndThatTheStormDoesNotPass(Vertx vertx) {
        stub.next(Collections.nCopies(10, GeminiReply.unavailable()).toArray(GeminiReply[]::new));
        assertThat(failure(provider(vertx)).error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(stub.calls()).hasSize(4);
    }

    @Test
    void waitsAsLongAsGeminiAsks(Vertx vertx) {
        stub.next(GeminiReply.quota("0.3s"));
        long start = System.nanoTime();
        provider(vertx).complete(QUESTION);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void doesNotBeginAPauseThatEndsTooLate(Vertx vertx) {
        stub.next(GeminiReply.quota("57.5s"));
        ProviderFailure failure = failure(provider(vertx));
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(failure.error().retryAfter()).contains(Duration.ofMillis(57_500));
        assertThat(failure.error()).hasMessageContaining("58 s");
        assertThat(stub.calls()).hasSize(1);
    }

    @Test
    void honoursTheHeaderToo(Vertx vertx) {
        stub.next((response, request) ->
                response.setStatusCode(503).putHeader("retry-after", "3600").end());
        assertThat(failure(provider(vertx)).error().retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void takesTheNextModelWhileOneIsMissing(Vertx vertx) {
        stub.next(GeminiReply.noSuchModel(GeminiStub.MODEL));
        GeminiProvider provider = provider(vertx, SECONDS, SECONDS);
        assertThat(provider.complete(QUESTION).model()).isEqualTo(GeminiStub.FALLBACK);
        assertThat(provider.model()).isEqualTo(GeminiStub.FALLBACK);
        provider.complete(QUESTION);
        assertThat(stub.calls())
                .extracting(GeminiStub.Call::model)
                .containsExactly(GeminiStub.MODEL, GeminiStub.FALLBACK, GeminiStub.FALLBACK);
    }

    @Test
    void isUnavailableWithoutAModel(Vertx vertx) {
        stub.next(GeminiReply.noSuchModel(GeminiStub.MODEL), GeminiReply.noSuchModel(GeminiStub.FALLBACK));
        assertThat(failure(provider(vertx)).error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(stub.calls()).hasSize(2);
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

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"})
    void aStoppedCandidateIsARefusal(String reason, Vertx vertx) {
        stub.next(GeminiReply.candidate(reason, "the beginning of"));
        assertThat(failure(provider(vertx)).error().code()).isEqualTo(ErrorCode.AI_REFUSED);
    }

    @Test
    void aReasonOfNextYearIsAnEnd(Vertx vertx) {
        stub.next(GeminiReply.candidate("A_REASON_OF_NEXT_YEAR", "text"));
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("text");
    }

    @Test
    void keepsTextThatALimitCutAndMarksIt(Vertx vertx) {
        stub.next(GeminiReply.candidate("MAX_TOKENS", "once upon a"));
        Completion answer = provider(vertx).complete(QUESTION);
        assertThat(answer.text()).isEqualTo("once upon a");
        assertThat(answer.truncated()).isTrue();
    }

    @Test
    void skipsThoughtsAndControlCharacters(Vertx vertx) {
        JsonArray parts = new JsonArray()
                .add(new JsonObject().put("text", "let me think").put("thought", true))
                .add(new JsonObject().put("functionCall", new JsonObject().put("name", "x")))
                .add(new JsonObject().put("text", " line\n\u0000two\u001b[31m ").put("thoughtSignature", "abc"));
        JsonObject candidate = new JsonObject().put("content", new JsonObject().put("parts", parts));
        stub.next(GeminiReply.ok(new JsonObject().put("candidates", new JsonArray().add(candidate))));
        Completion answer = provider(vertx).complete(QUESTION);
        assertThat(answer.text()).isEqualTo("line\ntwo[31m");
        assertThat(answer.usage()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html>hello</html>",
                "{\"candidates\":[]}",
                "{\"candidates\":null}",
                "{\"candidates\":[null]}",
                "{\"candidates\":\"none\"}",
                "{\"candidates\":[{\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\" \\n\"}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"cut",
                "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\"}]}"
            })
    void anAnswerThatIsNoneIsAFailure(String body, Vertx vertx) {
        stub.next(GeminiReply.raw(200, Buffer.buffer(body)));
        assertThat(failure(provider(vertx)).error().code()).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(stub.calls()).hasSize(1);
    }

    @Test
    void doesNotSwallowTenMegabytes(Vertx vertx) {
        stub.next(GeminiReply.text("x".repeat(10 * 1024 * 1024)));
        assertThat(failure(provider(vertx, SECONDS, Duration.ofSeconds(3)))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.AI_FAILED);
        Eventually.until("the connection is dropped", () -> stub.connectionsClosed() > 0);
    }

    @Test
    void doesNotReadAnEndlessAnswerForEver(Vertx vertx) {
        stub.next(endless(vertx), endless(vertx), endless(vertx), endless(vertx));
        assertThat(failure(provider(vertx, SECONDS, Duration.ofMillis(300)))
                        .error()
                        .code())
                .isEqualTo(ErrorCode.AI_UNAVAILABLE);
        Eventually.until("every connection is dropped", () -> stub.connectionsClosed() == 4);
    }

    // A byte now and then, so that no idle timer ever ends.
    private static GeminiReply endless(Vertx vertx) {
        return (response, request) -> {
            response.setChunked(true).write("{");
            long drip = vertx.setPeriodic(10, id -> response.write(" "));
            response.exceptionHandler(e -> vertx.cancelTimer(drip)).closeHandler(v -> vertx.cancelTimer(drip));
        };
    }

    @Test
    void aCallThatTakesTooLongIsRepeated(Vertx vertx) {
        Promise<Void> never = Promise.promise();
        stub.next(GeminiReply.text("late").after(never.future()));
        assertThat(provider(vertx, SECONDS, Duration.ofMillis(1500))
                        .complete(QUESTION)
                        .text())
                .isEqualTo("stub answer 2");
    }

    @Test
    void allCallsTogetherEndInTime(Vertx vertx) {
        Promise<Void> never = Promise.promise();
        GeminiReply late = GeminiReply.text("late").after(never.future());
        stub.next(late, late, late, late);
        long start = System.nanoTime();
        ProviderFailure failure = failure(provider(vertx, Duration.ofMillis(400), Duration.ofMillis(300)));
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(stub.calls()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain(Vertx vertx) {
        stub.next((response, request) -> {
            response.putHeader("content-length", "1000").write("{\"candidates\":");
            response.reset();
        });
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("stub answer 2");
    }

    @Test
    void nobodyThereIsUnavailable(Vertx vertx) {
        GeminiConfig nowhere = new GeminiConfig(
                GeminiStub.KEY,
                URI.create("http://127.0.0.1:1/v1beta"),
                List.of(GeminiStub.MODEL),
                SECONDS,
                SECONDS,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                1024,
                100,
                SECONDS);
        assertThat(failure(new GeminiProvider(vertx, nowhere, 1)).error().code())
                .isEqualTo(ErrorCode.AI_UNAVAILABLE);
    }

    @Test
    void afterManyFailuresNobodyIsAskedForAWhile(Vertx vertx) {
        stub.next(Collections.nCopies(10, GeminiReply.unavailable()).toArray(GeminiReply[]::new));
        Provider provider = new GeminiProvider(vertx, config(GeminiStub.KEY, SECONDS, SECONDS, 6), 32);
        for (int i = 0; i < 5; i++) {
            assertThat(failure(provider).error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        }
        assertThat(stub.calls()).hasSize(6);
    }

    @Test
    void redirectsAreNotFollowedWithTheKey(Vertx vertx) {
        stub.next((response, request) -> response.setStatusCode(307)
                .putHeader("location", stub.baseUrl() + "/models/" + GeminiStub.FALLBACK + ":generateContent")
                .end());
        assertThat(failure(provider(vertx)).error().code()).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(stub.calls()).hasSize(1);
    }

    @Test
    void aRejectedKeyIsToldToTheOperatorWithoutTheKey(Vertx vertx) {
        String wrong = "wrong-key-9876543210";
        stub.next(GeminiReply.error(403, "PERMISSION_DENIED", "Key " + GeminiStub.KEY + " may not do this"));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(GeminiProvider.class);
        log.start();
        logger.addAppender(log);
        try {
            Provider badKey = new GeminiProvider(vertx, config(wrong, SECONDS, SECONDS, 100), 1);
            assertThat(failure(badKey).error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
            assertThat(failure(provider(vertx)).error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .contains("GEMINI_API_KEY")
                        .doesNotContain(wrong)
                        .doesNotContain(GeminiStub.KEY));
    }

    private static ProviderFailure failure(Provider provider) {
        return catchThrowableOfType(ProviderFailure.class, () -> provider.complete(QUESTION));
    }
}
