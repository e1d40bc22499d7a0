package dev.cogo.gateway.realtime.transport;

import io.vertx.core.Future;

/** What the connections over a {@link RawSocket} share. Used on the hub's event loop only. */
public abstract class RawSocketConnection implements Connection, EventSink {
    protected final RawSocket socket;

    protected RawSocketConnection(RawSocket socket) {
        this.socket = socket;
    }

    @Override
    public long bytesInFlight() {
        return socket.bytesInFlight();
    }

    @Override
    public void abort() {
        socket.abort();
    }

    @Override
    public Future<Void> ended() {
        return socket.ended();
    }
}
