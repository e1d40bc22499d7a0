package dev.cogo.gateway.realtime;

import java.util.Optional;

/**
 * How a door writes what clients did not ask for. Formats are equal when they write the same, for an event is written once
 * for a node and format. Thread-safe.
 */
public interface DoorFormat {
    /**
     * The frame of a channel's event, the same for every client.
     *
     * @param channel a channel's name, of letters, digits, {@code _} and {@code -} only
     * @param body the finished JSON of the event
     */
    String event(String channel, String body);

    /** The frame of a notice. */
    String notice(Notice notice);

    /** Why the connection ends when a notice was told that a client of this door can't act on; empty when it goes on. */
    default Optional<CloseCode> endsAfter(Notice notice) {
        return Optional.empty();
    }
}
