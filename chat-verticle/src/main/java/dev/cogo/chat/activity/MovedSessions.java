package dev.cogo.chat.activity;

import dev.cogo.chat.rows.MessageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.activity.MovedSession;
import dev.cogo.schema.event.Notification;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.text.Characters;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads where sessions stand now: a row for each, by primary keys, and as many messages and names. */
final class MovedSessions {
    private static final String STATES = """
            SELECT s.session_id AS s_id, s.last_seq, s.message_count, s.member_count, s.last_activity, w.display_name, m.*
            FROM user_chat_sessions s
            LEFT JOIN LATERAL (
                SELECT %s FROM chat_messages_history h
                WHERE h.session_id = s.session_id ORDER BY h.seq DESC LIMIT 1) m ON true
            LEFT JOIN LATERAL (SELECT display_name FROM accounts WHERE id = m.user_id LIMIT 1) w ON true
            WHERE s.session_id = ANY($1::uuid[])""".formatted(MessageRows.COLUMNS);

    private final Database database;
    private final MessageRows rows;

    MovedSessions(Database database, MessageRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** A session and how many members it has. */
    record State(MovedSession session, long members) {}

    /**
     * Those among the sessions that exist.
     *
     * @param changed for each session whether its settings or members have changed
     */
    List<State> read(Map<UUID, Boolean> changed) {
        Collection<UUID> ids = changed.keySet();
        List<State> states = new ArrayList<>(ids.size());
        for (Row row : database.query(STATES, (Object) ids.toArray(UUID[]::new))) {
            UUID id = row.getUUID("s_id");
            states.add(new State(
                    new MovedSession(
                            id,
                            row.getLong("last_seq"),
                            row.getLong("message_count"),
                            row.getOffsetDateTime("last_activity").toInstant(),
                            lastMessage(row),
                            row.getString("display_name"),
                            changed.getOrDefault(id, false)),
                    row.getInteger("member_count")));
        }
        return states;
    }

    private @Nullable Message lastMessage(Row row) {
        return row.getUUID("id") == null ? null : preview(rows.readClosed(row));
    }

    private static Message preview(Message message) {
        return new Message(
                message.id(),
                message.seq(),
                message.sessionId(),
                message.userId(),
                Characters.beginning(message.content(), Notification.MAX_PREVIEW),
                message.messageType(),
                message.timestamp(),
                null,
                null,
                null,
                null,
                message.editedAt(),
                null,
                message.deletedAt(),
                null,
                null,
                false);
    }
}
