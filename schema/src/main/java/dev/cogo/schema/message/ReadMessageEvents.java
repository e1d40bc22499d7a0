package dev.cogo.schema.message;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/**
 * The server's own request for which messages came, and were edited and deleted, in sessions that are not encrypted.
 *
 * @param sessions up to {@link #MAX_SESSIONS}
 * @param limit the most events of each session; 0 asks for their last seqs alone
 */
public record ReadMessageEvents(List<After> sessions, int limit) implements BusRecord {
    public static final int MAX_SESSIONS = 100;
    public static final int MAX_LIMIT = 200;

    public ReadMessageEvents {
        sessions = List.copyOf(sessions);
        if (sessions.size() > MAX_SESSIONS || limit < 0 || limit > MAX_LIMIT) {
            throw CogoException.invalid("at most " + MAX_LIMIT + " events of " + MAX_SESSIONS + " sessions");
        }
    }

    /** What happened in a session after a seq; after -1 it is told even if nothing ever did. */
    public record After(UUID sessionId, long seq) {}
}
