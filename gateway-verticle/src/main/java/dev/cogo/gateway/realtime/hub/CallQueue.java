package dev.cogo.gateway.realtime.hub;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The calls of one socket that have no answer yet. Used on the hub's event loop only. */
final class CallQueue {
    private final int max;
    private final Map<Object, Future<?>> lastOfLine = new HashMap<>();
    private int pending;

    CallQueue(int max) {
        this.max = max;
    }

    /** Runs a call now; fails with {@code overloaded} when too many run already. */
    <T> Future<T> run(Supplier<Future<T>> call) {
        if (pending >= max) {
            return Future.failedFuture(new CogoException(
                    ErrorCode.OVERLOADED, "more than " + max + " calls of this connection wait for their answer"));
        }
        pending++;
        return Future.succeededFuture().compose(go -> call.get()).onComplete(answer -> pending--);
    }

    /**
     * Like {@link #run}, after the line's earlier calls have been answered. What changes a session stands in the session's line:
     * two requests on the bus may be served by two nodes, and a sender's messages must not change places.
     */
    <T> Future<T> runInOrder(Object line, Supplier<Future<T>> call) {
        return run(() -> {
            Future<?> before = lastOfLine.getOrDefault(line, Future.succeededFuture());
            Future<T> answer = before.transform((done, failure) -> call.get());
            lastOfLine.put(line, answer);
            return answer.onComplete(done -> lastOfLine.remove(line, answer));
        });
    }
}
