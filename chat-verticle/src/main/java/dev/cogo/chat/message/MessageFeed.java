package dev.cogo.chat.message;

import dev.cogo.chat.rows.MessageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.message.MessageEvent;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.message.MessageEvents.OfSession;
import dev.cogo.schema.message.ReadMessageEvent;
import dev.cogo.schema.message.ReadMessageEvents;
import dev.cogo.schema.message.ReadMessageEvents.After;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What became of messages, for who tells other systems of it: which events there are, and then each with its message as it is by the
 * time that it is told. So nobody has to keep a copy, and what was edited away or deleted meanwhile is told to nobody.
 */
public final class MessageFeed {
    // As the timeline's page, without contents, and without what is no message's.
    private static final String EVENTS = """
            SELECT place.session_id, s.last_seq, e.seq, e.event
            FROM unnest($1::uuid[], $2::bigint[]) AS place (session_id, after)
            JOIN user_chat_sessions s ON s.session_id = place.session_id AND s.last_seq > place.after AND NOT s.encrypted
            LEFT JOIN LATERAL (
                (SELECT h.seq, 'new_message' AS event FROM chat_messages_history h
                 WHERE h.session_id = place.session_id AND h.seq > place.after ORDER BY h.seq LIMIT $3)
                UNION ALL
                (SELECT c.seq, c.event FROM session_events c
                 WHERE c.session_id = place.session_id AND c.seq > place.after
                   AND c.event IN ('message_updated', 'message_deleted') ORDER BY c.seq LIMIT $3)
                ORDER BY seq LIMIT $3) e ON true
            ORDER BY place.session_id, e.seq""";

    // The message of that seq, or the one that the event of that seq is about.
    private static final String MESSAGE = """
            SELECT %s FROM chat_messages_history h
            WHERE h.session_id = $1
              AND h.seq = coalesce((SELECT message_seq FROM session_events WHERE session_id = $1 AND seq = $2), $2)
              AND EXISTS (SELECT FROM user_chat_sessions WHERE session_id = $1 AND NOT encrypted)
            LIMIT 1""".formatted(MessageRows.COLUMNS);

    private final Database database;
    private final MessageRows rows;

    public MessageFeed(Database database, MessageRows rows) {
        this.database = database;
        this.rows = rows;
    }

    public MessageEvents events(ReadMessageEvents request) {
        UUID[] ids = request.sessions().stream().map(After::sessionId).toArray(UUID[]::new);
        Long[] after = request.sessions().stream().map(After::seq).toArray(Long[]::new);
        Map<UUID, OfSession> found = new LinkedHashMap<>();
        Map<UUID, List<MessageEvents.Event>> events = new LinkedHashMap<>();
        for (Row row : database.query(EVENTS, ids, after, (long) request.limit())) {
            UUID id = row.getUUID("session_id");
            List<MessageEvents.Event> ofSession = events.computeIfAbsent(id, first -> new ArrayList<>());
            if (row.getLong("seq") != null) {
                ofSession.add(new MessageEvents.Event(row.getLong("seq"), row.getString("event")));
            }
            found.put(id, new OfSession(id, row.getLong("last_seq"), ofSession));
        }
        return new MessageEvents(List.copyOf(found.values()));
    }

    public MessageEvent event(ReadMessageEvent request) {
        return new MessageEvent(database.query(MESSAGE, request.sessionId(), request.seq()).stream()
                .findFirst()
                .map(rows::read)
                .orElse(null));
    }
}
