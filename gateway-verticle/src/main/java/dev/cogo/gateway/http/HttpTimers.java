package dev.cogo.gateway.http;

import dev.cogo.runtime.trace.RequestTrace;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long requests take, by operation and class of status. A door that is not in the OpenAPI document is one operation. */
public final class HttpTimers {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterProvider<Timer> timers;

    public HttpTimers(MeterRegistry registry) {
        this.timers = Timer.builder("cogo.http.requests")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
    }

    /** Notes a request that was answered. */
    void add(String operation, int status, long nanos) {
        timers.withTags(Tags.of("operation", operation, "status", status / 100 + "xx"))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Measures all requests of a door. */
    public Handler<RoutingContext> of(String door) {
        return context -> {
            long start = System.nanoTime();
            RequestTrace.serve(door);
            context.addEndHandler(end -> add(door, context.response().getStatusCode(), System.nanoTime() - start));
            context.next();
        };
    }
}
