package dev.cogo.ai.gemini;

import dev.cogo.ai.provider.TextSink;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call to {@code models.generateContent} or {@code streamGenerateContent}, bounded in time and size, behind a circuit
 * breaker.
 */
final class GeminiClient {
    // Google's advice: these may pass; everything else will fail again.
    private static final Set<Integer> PASSING = Set.of(429, 500, 503, 504);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BREAKER_WINDOW = Duration.ofSeconds(10);

    private final GeminiConfig config;
    private final String apiKey;
    private final WebClient http;
    private final CircuitBreaker breaker;

    GeminiClient(Vertx vertx, GeminiConfig config, int maxConnections) {
        this.config = config;
        this.apiKey = Objects.requireNonNull(config.apiKey());
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("cogo-chat")
                        // The key must not travel to wherever a redirect points.
                        .setFollowRedirects(false)
                        // What ends a connection that nobody reads any more, see BoundedBody.
                        .setReadIdleTimeout((int) config.attemptTimeout().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()),
                new PoolOptions().setHttp1MaxSize(maxConnections).setMaxWaitQueueSize(maxConnections));
        this.breaker = CircuitBreaker.create(
                "gemini",
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(config.breakerFailures())
                        .setFailuresRollingWindow(BREAKER_WINDOW.toMillis())
                        .setResetTimeout(config.breakerRest().toMillis())
                        .setTimeout(-1));
    }

    /** Makes the call. It never fails: what went wrong is an outcome too. */
    Future<Outcome> generate(String model, Buffer request, Duration limit) {
        BoundedBody body = new BoundedBody(config.maxResponseBytes());
        return guarded(() -> post(model + ":generateContent", request, limit, body)
                .onFailure(failure -> body.stop())
                .map(response -> outcome(response, () -> answered(response.body())))
                .otherwise(GeminiClient::withoutResponse));
    }

    /** Makes the call, and hands the answer on while it comes; otherwise like {@link #generate}. */
    Future<Outcome> stream(String model, Buffer request, Duration limit, TextSink sink) {
        StreamedResponse body = new StreamedResponse(config.maxResponseBytes(), sink);
        return guarded(() -> post(model + ":streamGenerateContent?alt=sse", request, limit, body)
                .onFailure(failure -> body.stop())
                .map(response -> outcome(response, body::outcome))
                .otherwise(failure -> withoutEnd(failure, body)));
    }

    private Future<Outcome> guarded(Supplier<Future<Outcome>> call) {
        return breaker.execute(() -> call.get().compose(GeminiClient::failedIfBusy))
                .otherwise(GeminiClient::withoutCall);
    }

    private <B extends BodyCodec<Buffer> & BodyStream<Buffer>> Future<HttpResponse<Buffer>> post(
            String method, Buffer request, Duration limit, B body) {
        Cost.current().ifPresent(Cost::addAiRequest);
        Promise<HttpResponse<Buffer>> response = Promise.promise();
        body.result().onFailure(response::tryFail);
        http.postAbs(config.baseUrl().toString().replaceAll("/+$", "") + "/models/" + method)
                .putHeader("x-goog-api-key", apiKey)
                .putHeader("content-type", "application/json")
                .timeout(limit.toMillis())
                .as(body)
                .sendBuffer(request)
                .onComplete(response::tryComplete, response::tryFail);
        // The web client's own timeout starts anew with each byte that arrives.
        return response.future().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Outcome outcome(HttpResponse<Buffer> response, Supplier<Outcome> answer) {
        int status = response.statusCode();
        Buffer body = Objects.requireNonNullElseGet(response.body(), Buffer::buffer);
        if (status == 200) {
            return answer.get();
        }
        ErrorBody error = ErrorBody.of(body);
        String why = status + " " + error.summary(apiKey);
        if (PASSING.contains(status)) {
            String retryAfter = response.getHeader("retry-after");
            return new Outcome.Busy(why, RetryHint.of(retryAfter, error, Instant.now()));
        }
        return switch (status) {
            case 404 -> new Outcome.ModelMissing();
            case 400, 401, 403 -> new Outcome.Rejected(why);
            default -> new Outcome.Unusable("status " + status);
        };
    }

    private static Outcome answered(@Nullable Buffer body) {
        try {
            @Nullable
            GenerateContentResponse response = Json.decode(
                    Objects.requireNonNullElseGet(body, Buffer::buffer).getBytes(), GenerateContentResponse.class);
            return response == null ? new Outcome.Unusable("null") : new Outcome.Answered(response);
        } catch (CogoException e) {
            return new Outcome.Unusable("the body is not what the API describes");
        }
    }

    // What was handed on can't be taken back: only a call that has said nothing may be repeated.
    private static Outcome withoutEnd(Throwable failure, StreamedResponse body) {
        if (failure instanceof StreamedResponse.Unwanted) {
            return new Outcome.Unwanted(body.soFar());
        }
        return body.begun() ? new Outcome.BrokenOff(failure.toString(), body.soFar()) : withoutResponse(failure);
    }

    private static Outcome withoutResponse(Throwable failure) {
        return failure instanceof BoundedBody.TooLarge
                ? new Outcome.Unusable(String.valueOf(failure.getMessage()))
                : new Outcome.Busy(failure.toString(), null);
    }

    private static Outcome withoutCall(Throwable failure) {
        return switch (failure) {
            case BusyCall call -> call.outcome;
            case OpenCircuitException open -> new Outcome.Resting();
            default -> new Outcome.Unusable(failure.toString());
        };
    }

    private static Future<Outcome> failedIfBusy(Outcome outcome) {
        return outcome instanceof Outcome.Busy busy
                ? Future.failedFuture(new BusyCall(busy))
                : Future.succeededFuture(outcome);
    }

    /** What the circuit breaker counts: only these say that Gemini is away. */
    private static final class BusyCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        BusyCall(Outcome.Busy outcome) {
            super(outcome.why(), null, false, false);
            this.outcome = outcome;
        }
    }
}
