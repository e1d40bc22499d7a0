package dev.cogo.runtime.lease;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How much work a worker has under way; beyond it work is refused at once, before anything is stored. It never makes anybody
 * wait: a virtual thread that blocks without {@code await} would hold up the whole verticle. Thread-safe.
 */
public final class Capacity {
    private final int max;
    private final AtomicInteger running = new AtomicInteger();
    private final Promise<Void> idle = Promise.promise();
    private volatile Runnable onEnd = () -> {};
    private volatile boolean closed;

    public Capacity(int max) {
        this.max = max;
    }

    /**
     * Does the work if there is room for it.
     *
     * @throws CogoException {@code overloaded}, or {@code unavailable} when the worker is stopping
     */
    public <T> T run(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    /**
     * Takes room for work that ends elsewhere; {@link #end} it once.
     *
     * @throws CogoException as {@link #run}
     */
    public void begin() {
        if (closed) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "this node is stopping, try again");
        }
        if (running.incrementAndGet() > max) {
            end();
            throw new CogoException(ErrorCode.OVERLOADED, "there is too much to do here, try again");
        }
    }

    /** Ends what was begun. */
    public void end() {
        running.decrementAndGet();
        completeWhenIdle();
        onEnd.run();
    }

    /** Whether {@link #close} was called: what fails now may have failed because of it. */
    public boolean closed() {
        return closed;
    }

    /** How much is under way. */
    int running() {
        return running.get();
    }

    /** For how much more there is room now. */
    int room() {
        return closed ? 0 : Math.max(0, max - running.get());
    }

    /** Counts work that is done in any case, because nobody else may do it now; {@link #end} it once. */
    void force() {
        running.incrementAndGet();
    }

    /** @param listener told whenever work has ended; must not wait */
    void onEnd(Runnable listener) {
        onEnd = listener;
    }

    /**
     * Lets nothing begin any more.
     *
     * @return completes when everything that was under way has ended
     */
    Future<Void> close() {
        closed = true;
        completeWhenIdle();
        return idle.future();
    }

    private void completeWhenIdle() {
        if (closed && running.get() == 0) {
            idle.tryComplete();
        }
    }
}
