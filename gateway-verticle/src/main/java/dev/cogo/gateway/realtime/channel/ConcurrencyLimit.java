package dev.cogo.gateway.realtime.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** An asynchronous semaphore: work of which only so much runs at the same time; the rest waits its turn. Used on one event loop only. */
public final class ConcurrencyLimit {
    private final int max;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean starting;

    public ConcurrencyLimit(int max) {
        this.max = max;
    }

    public <T> Future<T> run(Supplier<Future<T>> work) {
        Promise<T> outcome = Promise.promise();
        Runnable turn = () -> {
            running++;
            work.get().onComplete(done -> {
                running--;
                outcome.handle(done);
                next();
            });
        };
        waiting.add(turn);
        next();
        return outcome.future();
    }

    private void next() {
        if (starting) {
            // Work that ends at once must not start the next inside itself, and so on.
            return;
        }
        starting = true;
        try {
            while (running < max && !waiting.isEmpty()) {
                waiting.remove().run();
            }
        } finally {
            starting = false;
        }
    }
}
