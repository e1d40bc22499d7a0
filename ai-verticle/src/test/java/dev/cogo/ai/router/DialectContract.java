package dev.cogo.ai.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderContract;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.testing.ModelReply;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service's model does on good days and on bad ones, whatever its service speaks. Two models stand behind it. */
abstract class DialectContract extends ProviderContract {
    protected static final Prompt QUESTION = question("why is the sky blue?");
    protected static final Duration LONG = Duration.ofSeconds(20);
    protected static final Duration SHORT = Duration.ofMillis(400);

    protected final List<String> pieces = new CopyOnWriteArrayList<>();

    /** The models, at the stub. */
    protected abstract List<ModelConfig> models(String key);

    protected abstract String key();

    protected abstract void next(ModelReply... replies);

    /** The models that were asked, in order. */
    protected abstract List<String> asked();

    protected abstract int connectionsClosed();

    /** An event with these pieces of text, and why it ends there. */
    protected abstract String event(@Nullable String finishReason, String... text);

    /** An error in the service's form. */
    protected abstract String error(int status, String message);

    protected abstract String wholeReason();

    protected abstract String lengthReason();

    protected abstract String refusal();

    /** The model that the service says that it is. */
    protected abstract String served();

    /** What the service's last event counts. */
    protected abstract Usage usage();

    @Override
    protected Provider provider(Vertx vertx) {
        return provider(vertx, LONG, LONG);
    }

    protected Router provider(Vertx vertx, Duration first, Duration between) {
        return provider(vertx, key(), new CallLimits(first, between, LONG, 64 * 1024), 1000);
    }

    protected Router provider(Vertx vertx, String key, CallLimits limits, int breakerFailures) {
        return new Router(vertx, config(models(key), limits, breakerFailures), 32);
    }

    protected static RouterConfig config(List<ModelConfig> models, CallLimits limits, int breakerFailures) {
        return new RouterConfig(
                models,
                Generation.DEFAULT,
                limits,
                4,
                Duration.ofMillis(2),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                breakerFailures,
                Duration.ofMinutes(1));
    }

    private ModelReply failing(int status) {
        return ModelReply.raw(status, "application/json", error(status, "busy"));
    }

    private ModelReply beginning(Consumer<HttpServerResponse> then) {
        return ModelReply.bytes(response -> {
            response.write(ModelReply.sse(event(null, "one ")));
            then.accept(response);
        });
    }

    private void afterTheFirst(HttpServerResponse response, Consumer<HttpServerResponse> then) {
        Thread.startVirtualThread(() -> {
            Eventually.until("the first piece", () -> !pieces.isEmpty());
            then.accept(response);
        });
    }

    protected ProviderFailure failure(Provider provider) {
        return catchThrowableOfType(ProviderFailure.class, () -> provider.stream(QUESTION, pieces::add));
    }

    protected ErrorCode code(Provider provider) {
        return failure(provider).error().code();
    }

    @Test
    void handsOnEachPieceWhenItComes(Vertx vertx) {
        next(beginning(response -> afterTheFirst(response, on -> on.end(ModelReply.sse(event(wholeReason(), "two"))))));
        Completion answer = provider(vertx).stream(QUESTION, pieces::add);
        assertThat(answer.text()).isEqualTo("one two");
        assertThat(pieces).containsExactly("one ", "two");
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.usage()).isEqualTo(usage());
        assertThat(answer.origin().asked()).isEqualTo(asked().getFirst());
        assertThat(answer.origin().served()).isEqualTo(served());
        assertThat(answer.origin().finishReason()).isEqualTo(wholeReason());
        assertThat(answer.origin().firstPiece()).isNotNull();
        assertThat(answer.origin().estimated()).isFalse();
    }

    @Test
    void charactersMayBeCutAnywhere(Vertx vertx) {
        Buffer whole = Buffer.buffer()
                .appendBuffer(ModelReply.sse(event(null, "안녕 😀 ")))
                .appendBuffer(ModelReply.sse(event(wholeReason(), "e\u0301")));
        next(ModelReply.bytes(response -> {
            Future<Void> written = Future.succeededFuture();
            for (int i = 0; i < whole.length(); i += 3) {
                Buffer chunk = whole.getBuffer(i, Math.min(i + 3, whole.length()));
                written = written.compose(v -> response.write(chunk));
            }
            written.onComplete(v -> response.end());
        }));
        assertThat(provider(vertx).stream(QUESTION, pieces::add).text()).isEqualTo("안녕 😀 e\u0301");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 504})
    void asksTwiceAndThenTheNextModel(int status, Vertx vertx) {
        next(failing(status), ModelReply.raw(status, "text/html", "<html>"));
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("stub answer 3");
        assertThat(asked()).hasSize(3);
        assertThat(asked().get(0)).isEqualTo(asked().get(1)).isNotEqualTo(asked().get(2));
    }

    @Test
    void tellsInTheEndThatTheStormDoesNotPass(Vertx vertx) {
        next(Collections.nCopies(10, failing(503)).toArray(ModelReply[]::new));
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(asked()).hasSize(4);
        assertThat(pieces).isEmpty();
    }

    @Test
    void aLongHintGoesToTheNextModelAtOnce(Vertx vertx) {
        next(ModelReply.retryAfter(429, "30"));
        Provider provider = provider(vertx);
        assertThat(provider.complete(QUESTION).text()).isEqualTo("stub answer 2");
        // The first one is left alone now.
        provider.complete(QUESTION);
        assertThat(asked()).hasSize(3);
        assertThat(asked().get(0)).isNotEqualTo(asked().get(1));
        assertThat(asked().get(1)).isEqualTo(asked().get(2));
    }

    @Test
    void tellsWhenToComeBack(Vertx vertx) {
        next(ModelReply.retryAfter(429, "3600"), ModelReply.retryAfter(503, "90"));
        Provider provider = provider(vertx);
        ProviderFailure failure = failure(provider);
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(failure.error().retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(failure.error()).hasMessageContaining("90 s");
        // Nobody is asked before.
        assertThat(failure(provider).error().retryAfter())
                .hasValueSatisfying(left -> assertThat(left).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90)));
        assertThat(asked()).hasSize(2);
    }

    @Test
    void takesTheNextModelWhileOneIsMissing(Vertx vertx) {
        next(ModelReply.raw(404, "application/json", error(404, "no such model")));
        Provider provider = provider(vertx);
        String first = provider.model();
        provider.complete(QUESTION);
        assertThat(provider.model()).isNotEqualTo(first);
        provider.complete(QUESTION);
        assertThat(asked()).containsExactly(first, provider.model(), provider.model());
    }

    @Test
    void isUnavailableWithoutAModel(Vertx vertx) {
        ModelReply missing = ModelReply.raw(404, "application/json", error(404, "no such model"));
        next(missing, missing);
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(asked()).hasSize(2);
    }

    @Test
    void aPageInsteadOfEventsGivesWayToTheNextModel(Vertx vertx) {
        next(ModelReply.html());
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("stub answer 2");
        next(ModelReply.html(), ModelReply.html());
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_FAILED);
    }

    @Test
    void redirectsAreNotFollowedWithTheKey(Vertx vertx) {
        ModelReply away = (response, request) -> response.setStatusCode(307)
                .putHeader("location", models(key()).getFirst().baseUrl() + "/elsewhere")
                .end();
        next(away, away);
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{", "{}", "7", "\"text\"", "{\"x\":\"cut"})
    void anAnswerThatIsNoneIsAFailure(String event, Vertx vertx) {
        next(ModelReply.events(event), ModelReply.events(event));
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(asked()).hasSize(2);
    }

    @Test
    void anAnswerWithoutTextIsAFailureThatWasPaidFor(Vertx vertx) {
        next(ModelReply.events(event(wholeReason(), " \n")));
        ProviderFailure failure = failure(provider(vertx));
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(failure.usage()).isEqualTo(usage());
        assertThat(asked()).hasSize(1);
    }

    @Test
    void anErrorInsteadOfTheFirstPieceIsTriedAgain(Vertx vertx) {
        next(ModelReply.events(error(503, "overloaded")));
        assertThat(provider(vertx).complete(QUESTION).text()).isEqualTo("stub answer 2");
    }

    @Test
    void anAnswerThatBreaksOffIsNotBegunAnew(Vertx vertx) {
        List<Consumer<HttpServerResponse>> breaks = List.of(
                HttpServerResponse::reset,
                HttpServerResponse::end,
                response -> response.end(ModelReply.sse(error(503, "overloaded"))),
                response -> response.end(ModelReply.sse("{")),
                response -> response.write(ModelReply.sse(event(null, "two")).getBuffer(0, 30))
                        .onComplete(v -> response.reset()),
                response -> response.write(
                                Buffer.buffer(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xec, (byte) 0x95}))
                        .onComplete(v -> response.reset()),
                response -> response.end(Buffer.buffer("x".repeat(70_000))),
                response -> response.end(ModelReply.sse(event(null, "x".repeat(100_000)))));
        Provider provider = provider(vertx);
        for (Consumer<HttpServerResponse> however : breaks) {
            pieces.clear();
            next(beginning(response -> afterTheFirst(response, however)));
            ProviderFailure failure = failure(provider);
            assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_FAILED);
            assertThat(failure.usage()).isNotNull();
            assertThat(pieces).containsExactly("one ");
        }
        assertThat(asked()).hasSize(breaks.size());
    }

    @Test
    void doesNotSwallowTenMegabytes(Vertx vertx) {
        ModelReply huge = ModelReply.events(event(wholeReason(), "x".repeat(10 * 1024 * 1024)));
        next(huge, huge);
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(pieces).isEmpty();
        Eventually.until("the connections are dropped", () -> connectionsClosed() == 2);
    }

    @Test
    void oneThatSaysNothingGivesWayToTheNext(Vertx vertx) {
        next(ModelReply.silence(), ModelReply.silence());
        assertThat(provider(vertx, SHORT, LONG).complete(QUESTION).text()).isEqualTo("stub answer 3");
        Eventually.until("the connections are dropped", () -> connectionsClosed() == 2);
    }

    @Test
    void oneThatStopsInTheMidstIsGivenUp(Vertx vertx) {
        next(beginning(response -> {
            // Bytes that are no event do not count.
            vertx.setPeriodic(20, drip -> response.write(": \n"));
        }));
        assertThat(code(provider(vertx, LONG, SHORT))).isEqualTo(ErrorCode.AI_FAILED);
        Eventually.until("the connection is dropped", () -> connectionsClosed() == 1);
    }

    @Test
    void allTogetherEndsInTime(Vertx vertx) {
        next(ModelReply.bytes(response ->
                vertx.setPeriodic(20, drip -> response.write(ModelReply.sse(event(null, "more "))))));
        Router provider = provider(vertx, key(), new CallLimits(LONG, LONG, SHORT, 64 * 1024), 1000);
        assertThat(code(provider)).isEqualTo(ErrorCode.AI_FAILED);
        assertThat(pieces).isNotEmpty();
    }

    @Test
    void theCallIsResetWhenNobodyWantsTheRest(Vertx vertx) {
        next(beginning(response -> {}));
        Promise<Void> cancelled = Promise.promise();
        TextSink sink = new TextSink() {
            @Override
            public boolean write(String piece) {
                pieces.add(piece);
                // Long after this piece, and with none to come.
                vertx.runOnContext(later -> cancelled.tryComplete());
                return true;
            }

            @Override
            public Future<Void> unwanted() {
                return cancelled.future();
            }
        };
        ProviderFailure failure =
                catchThrowableOfType(ProviderFailure.class, () -> provider(vertx).stream(QUESTION, sink));
        assertThat(failure.error()).hasMessageContaining("nobody waited");
        assertThat(failure.usage()).isNotNull();
        Eventually.until("the connection is closed", () -> connectionsClosed() == 1);
    }

    @Test
    void aLimitAndWhatWeDoNotKnowAreMarked(Vertx vertx) {
        for (String reason : List.of(lengthReason(), "A_REASON_OF_NEXT_YEAR")) {
            next(ModelReply.events(event(reason, "once upon a")));
            Completion answer = provider(vertx).complete(QUESTION);
            assertThat(answer.text()).isEqualTo("once upon a");
            assertThat(answer.truncated()).isTrue();
            assertThat(answer.origin().finishReason()).isEqualTo(reason);
        }
    }

    @Test
    void aRefusalIsOneBeforeAndAfterText(Vertx vertx) {
        next(ModelReply.events(event(refusal())));
        assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_REFUSED);
        next(beginning(response -> response.end(ModelReply.sse(event(refusal())))));
        ProviderFailure failure = failure(provider(vertx));
        assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(failure.error()).hasMessageContaining(refusal());
        assertThat(failure.usage()).isEqualTo(usage());
        assertThat(asked()).hasSize(2);
    }

    @Test
    void aWrongKeyIsToldToTheOperatorWithoutTheKey(Vertx vertx) {
        String wrong = "wrong-key-9876543210";
        next(
                ModelReply.raw(403, "application/json", error(403, "Key " + key() + " may not do this")),
                ModelReply.raw(403, "application/json", error(403, "Key " + key() + " may not do this")));
        List<String> log = LogLines.of(RoutedCall.class, () -> {
            assertThat(code(provider(vertx, wrong, CallLimits.DEFAULT, 100))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
            assertThat(code(provider(vertx))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        });
        assertThat(log)
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .contains("_API_KEY")
                        .doesNotContain(wrong)
                        .doesNotContain(key()));
    }

    @Test
    void afterManyFailuresNobodyIsAskedForAWhile(Vertx vertx) {
        next(Collections.nCopies(20, failing(503)).toArray(ModelReply[]::new));
        Provider provider = provider(vertx, key(), new CallLimits(LONG, LONG, LONG, 64 * 1024), 3);
        for (int i = 0; i < 5; i++) {
            assertThat(code(provider)).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        }
        assertThat(asked()).hasSize(6);
    }

    @Test
    void speakersInARowAreOneTurn(Vertx vertx) {
        provider(vertx)
                .complete(question("ko", Turn.user("hi"), Turn.user("again"), Turn.model("hello"), Turn.user("why?")));
        assertThat(turns()).hasSize(3);
    }

    /** The turns of the last call. */
    protected abstract List<String> turns();
}
