package dev.cogo.gateway.realtime.event;

import dev.cogo.gateway.realtime.transport.EventSink;
import java.util.Optional;

/** How a door writes what the server tells a client about its connection. */
public interface NoticeFormat {
    /** What the door is called in metrics; one of a few. */
    String door();

    /** The text of a notice; it goes through the connection's {@link EventSink#write}. */
    String notice(Notice notice);

    /** Why the connection ends when a notice was told that a client of this door can't act on; empty when it goes on. */
    default Optional<CloseCode> endsAfter(Notice notice) {
        return Optional.empty();
    }
}
