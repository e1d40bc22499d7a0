package dev.cogo.ai.router;

import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.ChatModel;
import dev.cogo.ai.model.Outcome;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.TextSink;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * A model with its health: it is not asked while its circuit breaker is open, nor for as long as its service wants to be left
 * alone, nor for a while after it did not exist: names are retired for good, but a new one may take some time to reach our
 * region. Thread-safe.
 */
final class Route {
    private static final Duration BREAKER_WINDOW = Duration.ofSeconds(10);
    private static final Duration MISSING = Duration.ofMinutes(10);
    // A service may ask for days; nothing is lost by asking now and then.
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final ChatModel model;
    private final CircuitBreaker breaker;
    private volatile long restsUntil = System.nanoTime();

    Route(Vertx vertx, ChatModel model, RouterConfig config) {
        this.model = model;
        this.breaker = CircuitBreaker.create(
                model.provider() + ":" + model.name(),
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(config.breakerFailures())
                        .setFailuresRollingWindow(BREAKER_WINDOW.toMillis())
                        .setResetTimeout(config.breakerRest().toMillis())
                        .setTimeout(-1));
    }

    String provider() {
        return model.provider();
    }

    String name() {
        return model.name();
    }

    Origin origin() {
        return Origin.of(provider(), name());
    }

    boolean ready() {
        return rest().isZero() && breaker.state() != CircuitBreakerState.OPEN;
    }

    /** How long it is left alone at its service's wish. */
    Duration rest() {
        return Duration.ofNanos(Math.max(0, restsUntil - System.nanoTime()));
    }

    void rest(Duration time) {
        restsUntil = System.nanoTime() + (time.compareTo(LONGEST_REST) < 0 ? time : LONGEST_REST).toNanos();
    }

    void missing() {
        rest(MISSING);
    }

    /** Makes one call. It never fails. */
    Future<Outcome> ask(Prompt prompt, CallLimits limits, TextSink sink) {
        return breaker.execute(() -> model.ask(prompt, limits, sink).compose(Route::failedIfBusy))
                .otherwise(failure ->
                        failure instanceof BusyCall call ? call.outcome : new Outcome.Busy(failure.toString(), null));
    }

    private static Future<Outcome> failedIfBusy(Outcome outcome) {
        return outcome instanceof Outcome.Busy busy
                ? Future.failedFuture(new BusyCall(busy))
                : Future.succeededFuture(outcome);
    }

    @Override
    public String toString() {
        return provider() + ":" + name();
    }

    /** What the circuit breaker counts: only these say that the model is away. */
    private static final class BusyCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        BusyCall(Outcome.Busy outcome) {
            super(outcome.why(), null, false, false);
            this.outcome = outcome;
        }
    }
}
