package dev.cogo.gateway.realtime;

import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the handlers that are registered on the bus, as the bus itself tells its metrics. */
final class BusHandlers implements VertxMetricsFactory, VertxMetrics, EventBusMetrics<String> {
    private final Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> ever = new ConcurrentHashMap<>();

    /** How many handlers there are, save those that wait for the answer to a request. */
    int now() {
        return now.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("__vertx.reply"))
                .mapToInt(entry -> entry.getValue().get())
                .sum();
    }

    /** How many handlers an address has. */
    int now(String address) {
        return now.computeIfAbsent(address, first -> new AtomicInteger()).get();
    }

    /** How many handlers an address has had. */
    int ever(String address) {
        return ever.computeIfAbsent(address, first -> new AtomicInteger()).get();
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return this;
    }

    @Override
    public EventBusMetrics<String> createEventBusMetrics() {
        return this;
    }

    @Override
    public String handlerRegistered(String address) {
        now.computeIfAbsent(address, first -> new AtomicInteger()).incrementAndGet();
        ever.computeIfAbsent(address, first -> new AtomicInteger()).incrementAndGet();
        return address;
    }

    @Override
    public void handlerUnregistered(String address) {
        now.computeIfAbsent(address, first -> new AtomicInteger()).decrementAndGet();
    }
}
