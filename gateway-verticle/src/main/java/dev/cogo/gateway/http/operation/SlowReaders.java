package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.realtime.transport.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/**
 * Ends connections whose client does not take what it asked for, since that waits in memory; the server's idle timeout does not
 * see one that takes a byte now and then. How much can wait on one connection is Vert.x' matter: an answer to a pipelined
 * request is not written, and the next request not handed on, while the channel is not writable.
 */
public final class SlowReaders {
    private final Vertx vertx;
    private final Duration patience;

    public SlowReaders(Vertx vertx) {
        this(vertx, Duration.ofSeconds(60));
    }

    /** @param patience for one answer, or one piece of a longer one: 1 MiB at most, so 17 KiB a second are fast enough */
    public SlowReaders(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /** Gives what is being written the time to go out. */
    public Future<Void> watch(HttpServerRequest request, Future<Void> written) {
        if (!written.isComplete()) {
            long timer = vertx.setTimer(patience.toMillis(), late -> abort(request.connection()));
            written.onComplete(over -> vertx.cancelTimer(timer));
        }
        return written;
    }

    // Vert.x' own close waits for what is being written.
    private static void abort(HttpConnection connection) {
        RawSocket.abort(((ConnectionBase) connection).channel());
    }
}
