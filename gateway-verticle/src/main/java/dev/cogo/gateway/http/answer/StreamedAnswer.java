package dev.cogo.gateway.http.answer;

import dev.cogo.gateway.http.operation.Outgoing;
import dev.cogo.gateway.http.operation.StreamedBody;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One text of the AI as server-sent events: pieces, then the whole or why there is none. What a slow client has not read yet is
 * at most a text long. For one event loop.
 */
final class StreamedAnswer<T> implements StreamedBody {
    private final AnswerFormat<T> format;
    private final Promise<Void> begun = Promise.promise();
    private final Promise<Void> written = Promise.promise();
    private Buffer waiting = Buffer.buffer();
    private @Nullable Outgoing client;
    private boolean ended;

    StreamedAnswer(AnswerFormat<T> format) {
        this.format = format;
    }

    /** Completes with the first piece or with the whole; fails with what the question failed with before either. */
    Future<Void> begun() {
        return begun.future();
    }

    void handle(AnswerDelta delta) {
        // A piece that comes after the answer has nothing to add.
        if (!ended) {
            tell(() -> format.piece(delta));
            begun.tryComplete();
            flush();
        }
    }

    void end(AsyncResult<T> whole) {
        if (ended) {
            return;
        }
        if (whole.succeeded()) {
            tell(() -> format.done(whole.result()));
            begun.tryComplete();
        } else if (!begun.tryFail(whole.cause())) {
            tell(() -> format.failed(Failures.of(whole.cause(), "streaming an answer")));
        }
        ended = true;
        flush();
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public Future<Void> writeTo(Outgoing outgoing) {
        client = outgoing;
        // Without this nginx keeps the pieces until it has many.
        outgoing.response().putHeader("X-Accel-Buffering", "no");
        format.head(outgoing.response());
        flush();
        return written.future();
    }

    private void tell(Supplier<Buffer> events) {
        try {
            waiting.appendBuffer(events.get());
        } catch (CogoException e) {
            waiting.appendBuffer(format.failed(e));
            ended = true;
        }
    }

    private void flush() {
        if (client == null) {
            return;
        }
        Buffer next = waiting;
        waiting = Buffer.buffer();
        // A client that went away has no use for the rest; the run goes on without it.
        if (ended) {
            client.end(next).otherwiseEmpty().onComplete(written::tryComplete, written::tryFail);
        } else if (next.length() > 0) {
            client.write(next).otherwiseEmpty();
        }
    }
}
