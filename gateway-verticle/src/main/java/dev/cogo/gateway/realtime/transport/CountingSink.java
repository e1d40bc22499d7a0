package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;

/**
 * The way out over a transport that says of each write when it is done: what is in flight is counted by those futures, for
 * the transports' own "queue full" does not see what is stuck in the connection.
 */
public final class CountingSink implements EventSink {
    private final Connection connection;
    private final DoorFormat format;
    private long inFlight;

    public CountingSink(Connection connection, DoorFormat format) {
        this.connection = connection;
        this.format = format;
    }

    @Override
    public boolean event(EncodedEvent event, long room) {
        EncodedEvent.Frame frame = event.in(format);
        if (frame.bytes() > room) {
            return false;
        }
        write(frame.text(), frame.bytes());
        return true;
    }

    @Override
    public Future<Void> replay(EncodedEvent event) {
        EncodedEvent.Frame frame = event.in(format);
        return write(frame.text(), frame.bytes());
    }

    @Override
    public Future<Void> write(String text) {
        return write(text, ByteBufUtil.utf8Bytes(text));
    }

    @Override
    public long bytesInFlight() {
        return inFlight;
    }

    private Future<Void> write(String text, int bytes) {
        inFlight += bytes;
        return connection.write(text).onComplete(done -> inFlight -= bytes);
    }
}
