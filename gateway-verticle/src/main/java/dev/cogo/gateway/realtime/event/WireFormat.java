package dev.cogo.gateway.realtime.event;

import dev.cogo.gateway.realtime.transport.ServerFrames;

/**
 * What decides the bytes of an event on a WebSocket: they are made once for a node and format. Formats are equal when they write
 * the same. Thread-safe.
 */
public interface WireFormat {
    /** An event as finished frames, see {@link ServerFrames}; empty when a client with this format is not told of it. */
    byte[] event(EncodedEvent event);

    /**
     * The length that an event's frames have at most. Where they may be much longer than the event it is known without making
     * them, so that what a client has no room for is not made.
     */
    default long mostBytes(EncodedEvent event) {
        return event.on(this).length;
    }
}
