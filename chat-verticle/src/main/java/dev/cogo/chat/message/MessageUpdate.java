package dev.cogo.chat.message;

import dev.cogo.chat.message.MessageTargets.Target;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.message.Message;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A statement that changes a message wherever it is kept: in history and, while it is recent, in the hot table. */
final class MessageUpdate {
    // The hot row comes first, as it does for the archive's job, which takes rows out of the hot table and then looks
    // for them in history: in the other order the two could wait for each other. The subquery, which runs before the
    // update around it, is what makes it so. The timestamp leads to the one partition.
    private static final String UPDATE = """
            WITH hot AS (
                UPDATE chat_messages_realtime SET %1$s WHERE session_id = $1 AND seq = $2 RETURNING seq)
            UPDATE chat_messages_history SET %1$s
            WHERE session_id = $1 AND seq = $2 AND timestamp = $3 AND (SELECT count(*) FROM hot) >= 0
            RETURNING %2$s""";

    // The AI's summary of the session must not say what the message no longer does.
    private static final String FORGET_SUMMARY = "DELETE FROM ai_summaries WHERE session_id = $1 AND wanted_seq >= $2";

    private final MessageRows rows;
    private final String sql;

    /** @param assignments what to set; its parameters begin with {@code $4} */
    MessageUpdate(MessageRows rows, String assignments) {
        this.rows = rows;
        this.sql = UPDATE.formatted(assignments, MessageRows.COLUMNS);
    }

    /** Runs it; gives the message as it is then, without reactions. */
    Message run(Statements tx, Target target, Object... arguments) {
        Row old = target.row();
        List<Object> all = new ArrayList<>(
                List.of(old.getUUID("session_id"), old.getLong("seq"), old.getOffsetDateTime("timestamp")));
        Stream.of(arguments).forEach(all::add); // some are null
        for (Row row : tx.query(sql, all.toArray())) {
            tx.query(FORGET_SUMMARY, row.getUUID("session_id"), row.getLong("seq"));
            return rows.read(row);
        }
        throw MessageTargets.notFound();
    }
}
