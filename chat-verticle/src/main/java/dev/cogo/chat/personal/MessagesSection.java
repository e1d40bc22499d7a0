package dev.cogo.chat.personal;

import dev.cogo.chat.rows.MessageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.json.Json;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The user's own messages, decrypted, session by session. A page is what a window of a session's seqs holds, so that no page
 * takes long, however many others have written.
 */
record MessagesSection(Database database, MessageRows rows) implements ExportSection {
    private static final int PAGE = 200;
    private static final int WINDOW = 10_000;

    private static final String SESSION = """
            SELECT session_id, last_seq FROM user_chat_sessions
            WHERE session_id = (
                SELECT session_id FROM (
                    SELECT session_id FROM session_members WHERE user_id = $1
                    UNION ALL SELECT session_id FROM former_members WHERE user_id = $1) mine
                WHERE session_id >= $2 ORDER BY session_id LIMIT 1)""";

    private static final String MESSAGES = """
            SELECT %s FROM chat_messages_history
            WHERE session_id = $2 AND seq > $3 AND seq <= $4 AND user_id = $1
            ORDER BY seq LIMIT $5""".formatted(MessageRows.COLUMNS);

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Page read(UUID userId, @Nullable String cursor) {
        SessionSeq from = cursor == null ? SessionSeq.START : SessionSeq.parse(cursor);
        Optional<Row> session =
                database.query(SESSION, userId, from.sessionId()).stream().findFirst();
        if (session.isEmpty()) {
            return new Page(List.of(), null);
        }
        UUID sessionId = session.get().getUUID("session_id");
        long after = sessionId.equals(from.sessionId()) ? from.seq() : 0;
        long end = after + WINDOW;
        List<String> items = new ArrayList<>();
        for (Row row : database.query(MESSAGES, userId, sessionId, after, end, (long) PAGE)) {
            items.add(Json.string(rows.read(row)));
            if (items.size() == PAGE) {
                end = row.getLong("seq");
            }
        }
        SessionSeq next =
                end < session.get().getLong("last_seq") ? new SessionSeq(sessionId, end) : SessionSeq.behind(sessionId);
        return new Page(items, next.toString());
    }
}
