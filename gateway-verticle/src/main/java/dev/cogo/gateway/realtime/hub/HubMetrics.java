package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.limits.Counts;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the hubs of a node count. An event that goes to a thousand sockets is counted by one addition, and only what goes wrong is
 * counted by the socket. Thread-safe.
 */
final class HubMetrics {
    /** What the quantiles are of. */
    private static final Duration DELIVERY_WINDOW = Duration.ofSeconds(30);

    private final MeterRegistry registry;
    private final Counter deliveries;
    private final Timer delivery;
    private final Counter dropped;
    private final Counter lagging;
    private final Counter replayed;
    private final Counter interrupted;
    private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);
    private final Map<RecoveryRule, Counter> recoveries = new EnumMap<>(RecoveryRule.class);
    private final Map<String, AtomicInteger> sockets = new ConcurrentHashMap<>();

    HubMetrics(MeterRegistry registry, Counts<?> users) {
        this.registry = registry;
        Gauge.builder("cogo.realtime.users", users, Counts::size)
                .strongReference(true)
                .register(registry);
        this.deliveries = registry.counter("cogo.realtime.deliveries");
        this.delivery = Timer.builder("cogo.realtime.delivery")
                .publishPercentiles(0.5, 0.99)
                .distributionStatisticExpiry(DELIVERY_WINDOW)
                .register(registry);
        this.dropped = registry.counter("cogo.realtime.dropped");
        this.lagging = registry.counter("cogo.realtime.lagging");
        this.replayed = registry.counter("cogo.realtime.replayed");
        this.interrupted = registry.counter("cogo.realtime.interrupted");
        for (CloseCode code : CloseCode.values()) {
            closed.put(code, registry.counter("cogo.realtime.closed", "reason", code.wireName()));
        }
        for (RecoveryRule rule : RecoveryRule.values()) {
            if (rule != RecoveryRule.READ) {
                String result = rule.name().toLowerCase(Locale.ROOT);
                recoveries.put(rule, registry.counter("cogo.realtime.subscribed", "recovery", result));
            }
        }
    }

    /** A socket of a door, until it has ended. */
    void opened(String door, Future<Void> ended) {
        AtomicInteger open = sockets.computeIfAbsent(door, this::gauge);
        open.incrementAndGet();
        ended.onComplete(over -> open.decrementAndGet());
    }

    private AtomicInteger gauge(String door) {
        AtomicInteger open = new AtomicInteger();
        Gauge.builder("cogo.realtime.sockets", open, AtomicInteger::get)
                .tag("door", door)
                .strongReference(true)
                .register(registry);
        return open;
    }

    /** An event was handed to so many sockets. */
    void delivered(EncodedEvent event, int listeners) {
        deliveries.increment(listeners);
        if (event.sentAt() > 0 && listeners > 0) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - event.sentAt();
            // Two nodes' clocks may differ by more than it took.
            delivery.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
        }
    }

    /** An event was left out for a socket that lags. */
    void dropped() {
        dropped.increment();
    }

    /** A socket begins to lag. */
    void lagging() {
        lagging.increment();
    }

    /** A socket was sent something that it had missed. */
    void replayed() {
        replayed.increment();
    }

    /** A socket was told to register again, since nothing could be heard. */
    void interrupted() {
        interrupted.increment();
    }

    /** A socket was closed by the server. */
    void closed(CloseCode code) {
        count(closed.get(code));
    }

    /** A subscription took effect. */
    void subscribed(RecoveryRule rule) {
        count(recoveries.get(rule));
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}
