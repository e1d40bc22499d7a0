package dev.cogo.ai.summary;

import dev.cogo.runtime.lease.Leased;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/**
 * A summary that does not reach far enough.
 *
 * @param userId as whom the session is read, and who pays
 * @param upToSeq the last message that is in the text
 * @param wantedSeq the last one that should be
 */
record WantedSummary(
        UUID id, UUID sessionId, UUID userId, String language, long upToSeq, long wantedSeq, String text, int attempts)
        implements Leased {
    static final String COLUMNS = "id, session_id, user_id, language, up_to_seq, wanted_seq, text, attempts";

    static WantedSummary of(Row row) {
        return new WantedSummary(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getString("language"),
                row.getLong("up_to_seq"),
                row.getLong("wanted_seq"),
                row.getString("text"),
                row.getInteger("attempts"));
    }
}
