package dev.cogo.gateway.realtime.stream;

import dev.cogo.gateway.realtime.event.EncodedEvent;

/** What a door makes of a session's events, for one stream that ends by itself. For the hub's event loop. */
public interface StreamCodec {
    /** What the door is called in metrics; one of a few. */
    String door();

    /** What an event says to this client; empty for nothing. */
    String event(EncodedEvent event);

    /** Whether what was made last is the stream's end. */
    boolean isOver();

    /** The last words of a stream that ends before its time, perhaps none. */
    String broken(String reason);
}
