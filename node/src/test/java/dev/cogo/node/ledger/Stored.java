package dev.cogo.node.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as PostgreSQL has it.
 *
 * @param lines its timeline by seq
 */
record Stored(String sessionId, long lastSeq, long messageCount, List<Line> lines) {
    private static final String TIMELINE = """
            SELECT seq, 'new_message' AS event, id::text AS message_id, client_message_id, content, user_id::text,
                   message_number, NULL::bigint AS message_seq, NULL AS emoji
            FROM chat_messages_history WHERE session_id = ?
            UNION ALL
            SELECT e.seq, e.event,
                   (SELECT h.id::text FROM chat_messages_history h
                    WHERE h.session_id = e.session_id AND h.seq = e.message_seq),
                   NULL, NULL, e.user_id::text, NULL, e.message_seq, e.payload ->> 'emoji'
            FROM session_events e WHERE session_id = ?
            ORDER BY seq""";

    private static final String TIP = "SELECT last_seq, message_count FROM user_chat_sessions WHERE session_id = ?";

    /** A row of the timeline, be it a message or not. */
    record Line(
            long seq,
            String event,
            @Nullable String messageId,
            @Nullable String clientMessageId,
            @Nullable String content,
            @Nullable String author,
            long messageNumber,
            long messageSeq,
            @Nullable String emoji) {
        boolean isMessage() {
            return event.equals("new_message");
        }
    }

    static Stored read(DatabaseServer database, String sessionId) {
        UUID id = UUID.fromString(sessionId);
        try (Connection connection = database.connect();
                PreparedStatement tip = connection.prepareStatement(TIP);
                PreparedStatement timeline = connection.prepareStatement(TIMELINE)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            tip.setObject(1, id);
            timeline.setObject(1, id);
            timeline.setObject(2, id);
            try (ResultSet row = tip.executeQuery();
                    ResultSet rows = timeline.executeQuery()) {
                row.next();
                List<Line> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(line(rows));
                }
                return new Stored(sessionId, row.getLong("last_seq"), row.getLong("message_count"), lines);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Line line(ResultSet rows) throws SQLException {
        return new Line(
                rows.getLong("seq"),
                rows.getString("event"),
                rows.getString("message_id"),
                rows.getString("client_message_id"),
                rows.getString("content"),
                rows.getString("user_id"),
                rows.getLong("message_number"),
                rows.getLong("message_seq"),
                rows.getString("emoji"));
    }
}
