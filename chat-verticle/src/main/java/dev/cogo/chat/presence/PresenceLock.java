package dev.cogo.chat.presence;

import dev.cogo.schema.database.Database.Statements;
import java.util.UUID;

/**
 * The cluster's locks on presence, held until the transaction ends. Advisory ones, because they leave the logged tables
 * alone: a transaction that only writes unlogged tables need not wait for the disk.
 */
final class PresenceLock {
    /** The lock's key for a user in a session, in SQL over the columns {@code session_id} and {@code user_id}. */
    static final String KEY = "hashtextextended(session_id::text || user_id::text, 0)";

    private static final String OF_USER =
            "SELECT pg_advisory_xact_lock(%s) FROM (VALUES ($1::uuid, $2::uuid)) AS one (session_id, user_id)"
                    .formatted(KEY);

    private static final String OF_SWEEP =
            "SELECT pg_try_advisory_xact_lock(hashtextextended('dev.cogo.chat.presence.sweep', 0)) AS mine";

    private PresenceLock() {}

    /** Waits for the user's rows in the session. Take no second one while it is held. */
    static void ofUser(Statements tx, UUID sessionId, UUID userId) {
        tx.query(OF_USER, sessionId, userId);
    }

    /** Whether this node may sweep now; false when another does. */
    static boolean ofSweep(Statements tx) {
        return tx.query(OF_SWEEP).iterator().next().getBoolean("mine");
    }
}
