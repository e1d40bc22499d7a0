package dev.cogo.gateway.auth.password;

import dev.cogo.gateway.auth.password.HashQueue.Bounds;
import dev.cogo.gateway.auth.password.HashTurn.Share;
import dev.cogo.runtime.metrics.NodeMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Where passwords are hashed and estimated. Logins have threads of their own, as many as cores: they wait neither for
 * registrations nor for what accounts do with their passwords, which have half as many each, and one address has half of
 * them at most. Thread-safe.
 */
public final class HashQueues implements AutoCloseable {
    private final Vertx vertx;
    private final Map<Share, HashQueue> lanes = new EnumMap<>(Share.class);

    public HashQueues(Vertx vertx) {
        this.vertx = vertx;
        int cores = Runtime.getRuntime().availableProcessors();
        MeterRegistry registry = NodeMetrics.of(vertx);
        int half = Math.max(1, cores / 2);
        lanes.put(Share.LOGIN, new HashQueue("logins", new Bounds(cores, 400, 200, half)));
        lanes.put(Share.REGISTRATION, new HashQueue("registrations", new Bounds(half, 100, 50, half)));
        lanes.put(Share.CHANGE, new HashQueue("password-changes", new Bounds(half, 100, 4, 1)));
        lanes.forEach((share, lane) -> measure(registry, share, lane));
    }

    private static void measure(MeterRegistry registry, Share share, HashQueue lane) {
        Gauge.builder("cogo.passwords.waiting", lane, HashQueue::queued)
                .tag("for", share.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** Does the work when it is its turn; fails with {@code overloaded}, {@code rate_limited}. */
    <T> Future<T> run(HashTurn turn, Callable<T> work) {
        HashQueue lane = Objects.requireNonNull(lanes.get(turn.share()));
        return Future.fromCompletionStage(lane.submit(turn.who(), work), vertx.getOrCreateContext());
    }

    @Override
    public void close() {
        lanes.values().forEach(HashQueue::close);
    }
}
