package dev.cogo.gateway.realtime;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The calls of one socket that have no answer yet. Used on the hub's event loop only. */
final class CallQueue {
    private final int max;
    private final Map<UUID, Future<?>> lastOfSession = new HashMap<>();
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
     * Like {@link #run}, after the session's earlier calls have been answered: two requests on the bus may be served by two
     * nodes, and a sender's messages must not change places.
     */
    <T> Future<T> runInOrder(UUID sessionId, Supplier<Future<T>> call) {
        return run(() -> {
            Future<?> before = lastOfSession.getOrDefault(sessionId, Future.succeededFuture());
            Future<T> answer = before.transform((done, failure) -> call.get());
            lastOfSession.put(sessionId, answer);
            return answer.onComplete(done -> lastOfSession.remove(sessionId, answer));
        });
    }
}
