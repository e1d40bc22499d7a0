package dev.cogo.chat.search;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Lets a few searches run at the same time and a few more wait, so that they never take all of the node's connections.
 * Confined to its verticle's context.
 */
final class SearchPermits {
    static final int MAX_RUNNING = 3;
    static final int MAX_WAITING = 30;

    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Does the work when it is its turn.
     *
     * @throws CogoException {@code overloaded} when too many wait
     */
    <T> T with(Supplier<T> work) {
        if (running >= MAX_RUNNING) {
            if (waiting.size() >= MAX_WAITING) {
                throw new CogoException(ErrorCode.OVERLOADED, "too many searches at once, try again");
            }
            Promise<Void> turn = Promise.promise();
            waiting.add(turn);
            turn.future().await(); // who ends hands its place over, and running stays
        } else {
            running++;
        }
        try {
            return work.get();
        } finally {
            Promise<Void> next = waiting.poll();
            if (next == null) {
                running--;
            } else {
                next.complete();
            }
        }
    }
}
