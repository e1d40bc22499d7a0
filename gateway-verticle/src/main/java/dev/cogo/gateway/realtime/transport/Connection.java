package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import io.vertx.core.Future;

/** The bare transport under a {@link ClientSocket}. Used on the hub's event loop only. */
public interface Connection {
    /** Writes a text; completes when the operating system has taken it. */
    Future<Void> write(String text);

    /** Closes in the transport's own way. What was written before and not taken may be lost. */
    void close(CloseCode code);

    /** Ends the TCP connection now, whatever still waits to be written. Does nothing when it has ended already. */
    void abort();

    /** Completes, on the hub's event loop, when the TCP connection has ended. */
    Future<Void> ended();

    /** Called about once a second, so that a transport that must break its silence needs no timer for each client. */
    default void sweep(long nanoTime) {}
}
