package dev.cogo.runtime.eventloop;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A loop that yields: goes through many things on a context in short turns, between which it does its other work. */
public final class YieldingLoop {
    /** So many in a turn: with less than a microsecond each nobody waits a millisecond. */
    private static final int SIZE = 500;

    private YieldingLoop() {}

    /**
     * Calls the consumer with each. Call it on the context; the first turn is taken at once.
     *
     * @param all must not change meanwhile
     */
    public static <T> Future<Void> forEach(Context context, List<T> all, Consumer<? super T> consumer) {
        Promise<Void> done = Promise.promise();
        turn(context, all.iterator(), consumer, done);
        return done.future();
    }

    private static <T> void turn(Context context, Iterator<T> rest, Consumer<? super T> consumer, Promise<Void> done) {
        for (int i = 0; i < SIZE && rest.hasNext(); i++) {
            consumer.accept(rest.next());
        }
        if (rest.hasNext()) {
            context.runOnContext(go -> turn(context, rest, consumer, done));
        } else {
            done.complete();
        }
    }
}
