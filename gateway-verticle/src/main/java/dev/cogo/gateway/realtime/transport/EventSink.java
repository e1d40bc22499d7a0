package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import io.vertx.core.Future;

/** The way out to one client, which keeps the order of all that is written. Used on the hub's event loop only. */
public interface EventSink {
    /**
     * Writes an event, unless it is longer than the room.
     *
     * @param room in bytes
     * @return whether it was written
     */
    boolean event(EncodedEvent event, long room);

    /** Writes an event that the client missed; completes when the operating system has taken it. */
    Future<Void> replay(EncodedEvent event);

    /** Writes a text of the door; completes when the operating system has taken it. */
    Future<Void> write(String text);

    /** What was written and not yet taken by the operating system. */
    long bytesInFlight();
}
