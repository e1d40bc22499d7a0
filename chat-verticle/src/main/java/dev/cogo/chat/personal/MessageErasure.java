package dev.cogo.chat.personal;

import dev.cogo.chat.timeline.Caller;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.LockedSession;
import dev.cogo.runtime.database.Database.Statements;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Empties what somebody has written between two seqs, and takes their reactions and their name out. It is one of several
 * steps; the event comes when all are done.
 *
 * @param after the seqs behind this one
 * @param until the last of them, at most {@link #WINDOW} later
 */
record MessageErasure(UUID sessionId, UUID author, long after, long until) implements Change<Boolean> {
    /** So few that nobody who writes meanwhile has to wait. */
    static final int WINDOW = 300;

    /** What the author's rows look like while there is something left to erase. */
    static final String UNERASED = "user_id = $2 AND (deleted_at IS NULL OR content <> '' OR metadata IS NOT NULL"
            + " OR mentions IS NOT NULL OR ciphertext IS NOT NULL OR client_message_id IS NOT NULL)";

    /** What events keep of somebody's name. */
    static final String NAMED = "event = 'session_updated' AND payload #>> '{member,userId}' = $2::uuid::text"
            + " AND payload #>> '{member,displayName}' <> '" + ErasureRun.NOBODY + "'";

    private static final String EMPTY = """
            UPDATE %%s SET content = '', metadata = NULL, mentions = NULL, key_id = NULL, ciphertext = NULL,
                          client_message_id = NULL, deleted_at = coalesce(deleted_at, $5),
                          deleted_by = coalesce(deleted_by, $2)
            WHERE session_id = $1 AND seq > $3 AND seq <= $4 AND %s""".formatted(UNERASED);

    private static final String EMPTY_HOT = EMPTY.formatted("chat_messages_realtime");
    private static final String EMPTY_HISTORY = EMPTY.formatted("chat_messages_history");

    // A tombstone has no reactions.
    private static final String DELETE_REACTIONS = """
            DELETE FROM message_reactions r
            WHERE r.session_id = $1 AND r.message_seq > $3 AND r.message_seq <= $4
              AND (r.user_id = $2
                   OR EXISTS (SELECT FROM chat_messages_history h
                              WHERE h.session_id = $1 AND h.seq = r.message_seq AND h.user_id = $2))""";

    // An insert, also where the search's indexer has not come yet: what it makes of the message as it was meets this
    // row and leaves it alone.
    private static final String FIND_NOTHING = """
            INSERT INTO message_search (session_id, seq, id, timestamp, terms)
            SELECT session_id, seq, id, timestamp, '' FROM chat_messages_history
            WHERE session_id = $1 AND user_id = $2 AND seq > $3 AND seq <= $4
            ON CONFLICT (session_id, seq) DO UPDATE SET terms = ''""";

    private static final String FORGET_NAME = """
            UPDATE session_events
            SET payload = jsonb_set(payload, '{member,displayName}', to_jsonb('%s'::text))
            WHERE session_id = $1 AND seq > $3 AND seq <= $4 AND %s""".formatted(ErasureRun.NOBODY, NAMED);

    @Override
    public @Nullable UUID userId() {
        return null;
    }

    /** The hot rows come before history's, as for everybody who changes messages. */
    @Override
    public Boolean apply(Statements tx, LockedSession session, @Nullable Caller caller) {
        OffsetDateTime time = session.time().atOffset(ZoneOffset.UTC);
        tx.query(EMPTY_HOT, sessionId, author, after, until, time);
        tx.query(EMPTY_HISTORY, sessionId, author, after, until, time);
        tx.query(DELETE_REACTIONS, sessionId, author, after, until);
        tx.query(FORGET_NAME, sessionId, author, after, until);
        if (!session.encrypted()) {
            tx.query(FIND_NOTHING, sessionId, author, after, until);
        }
        return true;
    }
}
