package dev.cogo.ai.router;

import dev.cogo.ai.model.Outcome;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.circuitbreaker.RetryPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question's way through the models. A model that is busy is asked twice, with a pause that its service may name; one that
 * asks for a long pause, does not exist, refuses our key or talks nonsense gives way to the next one at once.
 *
 * <p>The loop is our own and not a retry library's: those either put the thread to sleep, which on a verticle's virtual thread
 * holds up all its other requests, or bring a scheduler of their own; and none joins the pauses that the server asks for, the
 * total time and the change of models.
 */
final class RoutedCall {
    private static final Logger LOG = LoggerFactory.getLogger(RoutedCall.class);
    private static final int CALLS_WHILE_THERE_IS_ANOTHER = 2;

    private final Vertx vertx;
    private final RouterConfig config;
    private final List<Route> routes;
    private final Prompt prompt;
    private final TextSink sink;
    private final RetryPolicy backoff;
    private final long end;
    private final Set<Route> givenUp = new HashSet<>();
    private final Map<Route, Integer> calls = new HashMap<>();
    private @Nullable ProviderFailure failure;

    RoutedCall(Vertx vertx, RouterConfig config, List<Route> routes, Prompt prompt, TextSink sink) {
        this.vertx = vertx;
        this.config = config;
        this.routes = routes;
        this.prompt = prompt;
        this.sink = sink;
        this.backoff = RetryPolicy.exponentialDelayWithJitter(
                config.firstBackoff().toMillis(), config.maxBackoff().toMillis());
        this.end = System.nanoTime() + config.limits().total().toNanos();
    }

    /** @throws ProviderFailure when no model answers */
    Completion answer() {
        while (true) {
            Route route = next().orElseThrow(this::away);
            calls.merge(route, 1, Integer::sum);
            Cost.current().ifPresent(Cost::addAiRequest);
            Outcome outcome =
                    route.ask(prompt, config.limits().within(remaining()), sink).await();
            if (outcome instanceof Outcome.Answered(Completion completion)) {
                return completion;
            }
            learn(route, outcome);
        }
    }

    private Optional<Route> next() {
        return exhausted() ? Optional.empty() : candidates().findFirst();
    }

    private Stream<Route> candidates() {
        return routes.stream().filter(route -> !givenUp.contains(route) && route.ready());
    }

    private boolean exhausted() {
        int most = Math.max(config.attempts(), CALLS_WHILE_THERE_IS_ANOTHER * routes.size());
        return calls.values().stream().mapToInt(Integer::intValue).sum() >= most;
    }

    private void learn(Route route, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered answered -> throw new IllegalStateException("an answer ends the call");
            case Outcome.Ended(ProviderFailure ended) -> {
                if (ended.error().getCause() != null) {
                    LOG.warn(
                            "the answer of {} broke off: {}",
                            route,
                            String.valueOf(ended.error().getCause()));
                }
                throw ended;
            }
            case Outcome.Busy busy -> pauseOrGiveUp(route, busy);
            case Outcome.ModelMissing() -> {
                LOG.warn("there is no model {}; see AI_MODELS", route);
                route.missing();
                giveUp(route, ErrorCode.AI_UNAVAILABLE, "none of the configured AI models exists");
            }
            case Outcome.Rejected(String why) -> {
                LOG.error(
                        "{} rejects our requests; check {}_API_KEY and its project: {}",
                        route,
                        route.provider().toUpperCase(Locale.ROOT),
                        why);
                giveUp(route, ErrorCode.AI_UNAVAILABLE, "the AI provider does not accept this server's requests");
            }
            case Outcome.Unusable(String why) -> {
                LOG.warn("the answer of {} is of no use: {}", route, why);
                giveUp(route, ErrorCode.AI_FAILED, "the AI provider gave no usable answer");
            }
        }
    }

    private void giveUp(Route route, ErrorCode code, String detail) {
        givenUp.add(route);
        failure = failure == null ? ProviderFailure.of(code, detail, route.origin()) : failure;
    }

    private void pauseOrGiveUp(Route route, Outcome.Busy busy) {
        LOG.warn("{} is busy: {}", route, busy.why());
        failure = busy(route, busy.hint());
        Duration hint = Objects.requireNonNullElse(busy.hint(), Duration.ZERO);
        int failures = calls.getOrDefault(route, 1);
        // What the service asks for is kept, and the jitter comes on top.
        Duration pause = hint.plusMillis(1 + backoff.delay(null, failures - 1));
        if (hint.compareTo(config.longHint()) > 0) {
            route.rest(hint);
        } else if (pause.compareTo(remaining()) >= 0
                || (failures >= CALLS_WHILE_THERE_IS_ANOTHER && candidates().anyMatch(another -> another != route))) {
            givenUp.add(route);
        } else if (!exhausted()) {
            pause(route, pause);
        }
    }

    private void pause(Route route, Duration pause) {
        Future.any(vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS), sink.unwanted())
                .await();
        if (sink.unwanted().isComplete()) {
            throw ProviderFailure.unwanted(route.origin(), null);
        }
    }

    private static ProviderFailure busy(Route route, @Nullable Duration hint) {
        return hint == null
                ? ProviderFailure.of(
                        ErrorCode.AI_UNAVAILABLE, "the AI provider is away, try again later", route.origin())
                : new ProviderFailure(comeBack(hint), route.origin(), null);
    }

    private static CogoException comeBack(Duration hint) {
        return CogoException.retryAfter(
                ErrorCode.AI_UNAVAILABLE,
                "the AI provider is busy, try again in %d s"
                        .formatted(hint.plusMillis(999).toSeconds()),
                hint);
    }

    private ProviderFailure away() {
        if (failure != null) {
            return failure;
        }
        Duration shortest =
                routes.stream().map(Route::rest).min(Duration::compareTo).orElse(Duration.ZERO);
        return shortest.isZero()
                ? busy(routes.getFirst(), null)
                : new ProviderFailure(comeBack(shortest), routes.getFirst().origin(), null);
    }

    private Duration remaining() {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1)));
    }
}
