package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.UnreadAnswers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** An answer that is written in pieces, each of which the client has a time to take. For one event loop. */
public final class Outgoing {
    private final HttpServerRequest request;
    private final SlowReaders readers;
    private final UnreadAnswers.@Nullable Read read;

    public Outgoing(HttpServerRequest request, SlowReaders readers, UnreadAnswers.@Nullable Read read) {
        this.request = request;
        this.readers = readers;
        this.read = read;
        request.response().setChunked(true);
    }

    /** What is answered. */
    public HttpServerRequest request() {
        return request;
    }

    /** For what stands before the first piece. */
    public HttpServerResponse response() {
        return request.response();
    }

    /** Completes when the client's TCP connection has taken the piece; fails when it is gone. */
    public Future<Void> write(Buffer piece) {
        return counted(piece, response().write(piece));
    }

    /** Like {@link #write}, for the last one. */
    public Future<Void> end(Buffer piece) {
        return counted(piece, response().end(piece));
    }

    private Future<Void> counted(Buffer piece, Future<Void> written) {
        UnreadAnswers.Read counter = read;
        if (counter != null) {
            counter.goOn(piece.length());
            written.onComplete(taken -> counter.taken());
        }
        return readers.watch(request, written);
    }
}
