package dev.cogo.runtime.eventloop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Event loops of one's own, and crossing from one context to another. For any thread. */
public final class Contexts {
    private Contexts() {}

    /**
     * Makes an event loop for what several verticles share, or what outlasts the verticle that makes it: the public API gives them
     * to verticles only, and a consumer ends with the verticle on whose context it was made.
     */
    public static ContextInternal newEventLoop(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    /** Does something on a context; what it gives or throws comes on that context. It may wait where the context's threads do. */
    public static <T> Future<T> call(Context context, Callable<T> work) {
        Promise<T> outcome = Promise.promise();
        context.runOnContext(go -> {
            try {
                outcome.complete(work.call());
            } catch (Throwable e) { // Vert.x's await also throws what it does not declare
                outcome.fail(e);
            }
        });
        return outcome.future();
    }

    /** Like {@link #call}, with work that gives nothing. */
    public static Future<Void> run(Context context, Runnable work) {
        return call(context, () -> {
            work.run();
            return null;
        });
    }

    /** Begins something on a context that completes later; it completes where that does. */
    public static <T> Future<T> compose(Context context, Supplier<Future<T>> work) {
        return call(context, work::get).compose(begun -> begun);
    }

    /**
     * Begins something on a context and brings what it gives to another one, in its place among all that is handed from there to
     * here: what was handed before comes before it, what is handed after comes after it. {@link #compose} with {@link #bring}
     * does not promise that, since who asks may look for the outcome only after more was handed over.
     */
    public static <T> Future<T> compose(Context there, Supplier<Future<T>> work, Context here) {
        Promise<T> brought = Promise.promise();
        there.runOnContext(go -> begin(work).onComplete(known -> here.runOnContext(come -> brought.handle(known))));
        return brought.future();
    }

    private static <T> Future<T> begin(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (Throwable e) { // as above: whoever waits hears of it
            return Future.failedFuture(e);
        }
    }

    /** An outcome of anywhere, on a context. */
    public static <T> Future<T> bring(Future<T> outcome, Context to) {
        Promise<T> brought = Promise.promise();
        outcome.onComplete(known -> to.runOnContext(go -> brought.handle(known)));
        return brought.future();
    }
}
