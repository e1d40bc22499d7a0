package dev.cogo.gateway.realtime.event;

/**
 * How a door writes what clients did not ask for. Formats are equal when they write the same, for an event is written once
 * for a node and format. Thread-safe.
 */
public interface DoorFormat extends NoticeFormat {
    /**
     * The frame of a channel's event, the same for every client. The body goes into it as it is; the channel's name needs no
     * escapes either, it has letters, digits, {@code _} and {@code -} only.
     */
    String event(EncodedEvent event);
}
