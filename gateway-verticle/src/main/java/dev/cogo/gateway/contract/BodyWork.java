package dev.cogo.gateway.contract;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Where bodies are read and checked. */
public final class BodyWork {
    /** What is longer is worked on beside the event loop: a check of the longest bodies takes some ten milliseconds. */
    public static final int LARGE = 32 * 1024;

    private BodyWork() {}

    /**
     * Works on a body, on the caller's event loop when that takes no time.
     *
     * @param bytes the length of what the client sent
     * @return completes on the caller's context; at once when the body is short
     */
    public static <T> Future<T> run(Vertx vertx, int bytes, Callable<T> work) {
        if (bytes > LARGE) {
            return vertx.executeBlocking(work, false);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
