package dev.cogo.schema.message;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/** Of the sessions that were asked for, those where something happened; encrypted ones never. */
public record MessageEvents(List<OfSession> sessions) implements BusRecord {
    public MessageEvents {
        sessions = List.copyOf(sessions);
    }

    /**
     * A session's.
     *
     * @param lastSeq of its timeline
     * @param events in the order of their seqs; of as many as were asked for there may be more
     */
    public record OfSession(UUID sessionId, long lastSeq, List<Event> events) {
        public OfSession {
            events = List.copyOf(events);
        }
    }

    /** @param name {@code new_message}, {@code message_updated} or {@code message_deleted} */
    public record Event(long seq, String name) {}
}
