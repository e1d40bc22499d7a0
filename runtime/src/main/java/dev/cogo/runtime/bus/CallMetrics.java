package dev.cogo.runtime.bus;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Measures requests on the bus by address, as their callers see them, and counts by code what they fail with. Thread-safe. */
final class CallMetrics {
    private final MeterRegistry registry;
    private final Map<Address, Timer> timers = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The same answer, which fails with a {@link CogoException}. */
    <T> Future<T> watch(Address address, Future<T> answer) {
        long start = System.nanoTime();
        return answer.onComplete(outcome -> {
            timer(address).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (outcome.cause() instanceof CogoException refusal) {
                registry.counter(
                                "cogo.bus.failures",
                                "address",
                                address.wireName(),
                                "code",
                                refusal.code().wireName())
                        .increment();
            }
        });
    }

    private Timer timer(Address address) {
        return timers.computeIfAbsent(address, first -> registry.timer("cogo.bus.calls", "address", first.wireName()));
    }
}
