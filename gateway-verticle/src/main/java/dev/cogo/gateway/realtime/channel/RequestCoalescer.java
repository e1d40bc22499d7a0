package dev.cogo.gateway.realtime.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single flight, of the kind that coalesces into the next call: a question that many want answered and that is asked once at a time. Who comes while it is being asked shares the next answer:
 * the one under way may be older than what they know. Used on one event loop only.
 */
final class RequestCoalescer<T> {
    private final Supplier<Future<T>> question;
    private @Nullable Promise<T> next;
    private boolean asking;

    RequestCoalescer(Supplier<Future<T>> question) {
        this.question = question;
    }

    Future<T> ask() {
        Promise<T> mine = next == null ? Promise.promise() : next;
        next = mine;
        askNext();
        return mine.future();
    }

    private void askNext() {
        Promise<T> answer = next;
        if (asking || answer == null) {
            return;
        }
        asking = true;
        next = null;
        question.get().onComplete(outcome -> {
            asking = false;
            answer.handle(outcome);
            askNext();
        });
    }
}
