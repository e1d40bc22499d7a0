package dev.cogo.gateway.http;

import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.archive.Metric;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Measures each request of an operation, also one that is refused before the operation sees it. */
final class OperationMetrics implements PlatformHandler {
    private static final String COST = "cogo.cost";
    private static final String LEFT_OUT = "cogo.leftOut";
    private static final int FIRST_ERROR_STATUS = 400;
    /** What is asked over and over by machines, and costs nothing. */
    private static final Set<String> OF_NO_INTEREST = Set.of("live", "ready", "jwks");

    private final MetricsBatch batch;
    private final HttpTimers timers;

    OperationMetrics(MetricsBatch batch, HttpTimers timers) {
        this.batch = batch;
        this.timers = timers;
    }

    @Override
    public void handle(RoutingContext context) {
        Cost cost = new Cost();
        Instant receivedAt = Instant.now();
        context.put(COST, cost);
        long start = System.nanoTime();
        context.addEndHandler(end -> {
            Operation operation = operationOf(context).orElse(null);
            if (operation != null && isOfInterest(operation) && context.get(LEFT_OUT) == null) {
                long nanos = System.nanoTime() - start;
                long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
                int status = context.response().getStatusCode();
                boolean error = status >= FIRST_ERROR_STATUS;
                timers.add(operation.getOperationId(), status, nanos);
                batch.add(new Metric(
                        operation.getOperationId(),
                        (int) Math.min(millis, Integer.MAX_VALUE),
                        cost.dbQueries(),
                        cost.aiRequests(),
                        error ? 1 : 0,
                        1,
                        receivedAt));
            }
        });
        context.next();
    }

    private static boolean isOfInterest(Operation operation) {
        return !OF_NO_INTEREST.contains(operation.getOperationId());
    }

    /** Leaves out a request whose answer lasts as long as its client wants. */
    static void leaveOut(RoutingContext context) {
        context.put(LEFT_OUT, true);
    }

    /** The operation that a request is for; empty for one of none. */
    static Optional<Operation> operationOf(RoutingContext context) {
        Route route = context.currentRoute();
        return Optional.ofNullable(route == null ? null : route.getMetadata(RouterBuilder.KEY_META_DATA_OPERATION));
    }

    static Cost costOf(RoutingContext context) {
        return context.get(COST);
    }
}
