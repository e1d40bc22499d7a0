package dev.cogo.chat.personal;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import java.util.List;
import java.util.UUID;

/** Deletes a session that nobody is left in, with everything in it. Nobody can join it: its invites ended with the last member. */
public final class SessionDeletion {
    /** Rows in one transaction. */
    private static final int BATCH = 1000;

    // By seq, so that each goes by its primary key. The hot rows come first, as for everybody who changes messages.
    private static final List<String> BY_SEQ = List.of(
            "DELETE FROM chat_messages_realtime WHERE session_id = $1 AND seq > $2 AND seq <= $3",
            "DELETE FROM chat_messages_history WHERE session_id = $1 AND seq > $2 AND seq <= $3",
            "DELETE FROM message_search WHERE session_id = $1 AND seq > $2 AND seq <= $3",
            "DELETE FROM message_reactions WHERE session_id = $1 AND message_seq > $2 AND message_seq <= $3",
            "DELETE FROM session_events WHERE session_id = $1 AND seq > $2 AND seq <= $3");

    private static final String KEYS = """
            DELETE FROM message_keys WHERE (session_id, author, client_message_id) IN (
                SELECT session_id, author, client_message_id FROM message_keys WHERE session_id = $1 LIMIT $2)""";

    // What the server may still have to say waits for this lock, and then finds no session.
    private static final String LOCK = "SELECT last_seq FROM user_chat_sessions WHERE session_id = $1 FOR UPDATE";

    private static final String DELETE = "DELETE FROM user_chat_sessions WHERE session_id = $1";

    private final Database database;

    public SessionDeletion(Database database) {
        this.database = database;
    }

    /** @param beforeStep called before each transaction; what it throws ends the work, which can be begun again */
    public void run(UUID sessionId, long lastSeq, Runnable beforeStep) {
        for (long after = 0; after < lastSeq; after += BATCH) {
            beforeStep.run();
            long from = after;
            database.transaction(tx -> {
                deleteSeqs(tx, sessionId, from, from + BATCH);
                return null;
            });
        }
        do {
            beforeStep.run();
        } while (database.query(KEYS, sessionId, (long) BATCH).rowCount() == BATCH);
        database.transaction(tx -> {
            tx.query(LOCK, sessionId);
            deleteSeqs(tx, sessionId, lastSeq, Long.MAX_VALUE);
            tx.query(DELETE, sessionId);
            return null;
        });
    }

    private static void deleteSeqs(Statements tx, UUID sessionId, long after, long until) {
        BY_SEQ.forEach(sql -> tx.query(sql, sessionId, after, until));
    }
}
