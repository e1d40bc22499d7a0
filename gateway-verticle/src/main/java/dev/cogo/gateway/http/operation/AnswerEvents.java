package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.http.filter.Problem;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.json.Json;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answer as server-sent events (HTML Standard, section 9.2): pieces, then the whole or why there is none. What a slow
 * client has not read yet is at most an answer long. For one event loop.
 */
final class AnswerEvents implements StreamedBody {
    private final Promise<Void> begun = Promise.promise();
    private final Promise<Void> written = Promise.promise();
    private Buffer waiting = Buffer.buffer();
    private @Nullable Outgoing client;
    private boolean ended;

    private record Begin(UUID runId, UUID questionId, int attempt) {}

    private record Piece(int index, int attempt, int offset, String text) {}

    /** Completes with the first piece or with the answer; fails with what the question failed with before either. */
    Future<Void> begun() {
        return begun.future();
    }

    void handle(AnswerDelta delta) {
        // A piece that comes after the answer has nothing to add.
        if (!ended) {
            if (delta.index() == 0) {
                write(event(
                        EventName.AI_RUN.wireName(), new Begin(delta.runId(), delta.questionId(), delta.attempt())));
            }
            write(event(
                    EventName.AI_DELTA.wireName(),
                    new Piece(delta.index(), delta.attempt(), delta.offset(), delta.text())));
            begun.tryComplete();
        }
    }

    void end(AsyncResult<Answer> answer) {
        if (answer.succeeded()) {
            write(event(EventName.AI_DONE.wireName(), answer.result()));
            begun.tryComplete();
        } else if (!begun.tryFail(answer.cause())) {
            write(event("error", Problem.of(Failures.of(answer.cause(), "streaming an answer"), null)));
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
        flush();
        return written.future();
    }

    private void write(Buffer event) {
        waiting.appendBuffer(event);
        flush();
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

    private static Buffer event(String name, Object data) {
        return Buffer.buffer("event: " + name + "\ndata: ")
                .appendBuffer(Json.buffer(data))
                .appendString("\n\n");
    }
}
