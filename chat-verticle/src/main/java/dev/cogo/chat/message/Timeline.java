package dev.cogo.chat.message;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.rows.PageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.TimelinePage;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that happened in a session by seq: its messages out of history, and the events beside them. A change of a
 * message shows the message as it is now, so what was edited away or deleted is seen nowhere.
 *
 * <p>Seqs are dense, but history is not kept for ever. A page has no gap in itself: where the retention of history has left
 * a hole, the page starts behind the last one. So a reader who gets a first seq beyond {@code after + 1}, or nothing though
 * {@code lastSeq} is beyond {@code after}, knows as surely as from an error that what lies between is gone, and reads the
 * session's state anew.
 */
public final class Timeline {
    // One statement for right, page and last seq, and so one look at the database: seqs that are committed together are
    // seen together. Each half goes by its primary key and reads no more rows than asked for.
    private static final String PAGE = """
            SELECT s.last_seq, t.*
            FROM session_members me JOIN user_chat_sessions s USING (session_id)
            LEFT JOIN LATERAL (SELECT * FROM (SELECT u.*, sum(%2$s + coalesce(pg_column_size(payload), 0))
                                                    OVER (ORDER BY event_seq) AS bytes FROM (
                (SELECT h.seq AS event_seq, 'new_message' AS event, NULL::jsonb AS payload, %1$s
                 FROM chat_messages_history h
                 WHERE h.session_id = me.session_id AND h.seq > $3 ORDER BY h.seq LIMIT $4)
                UNION ALL
                (SELECT e.seq, e.event, e.payload, m.*
                 FROM (SELECT * FROM session_events
                       WHERE session_id = me.session_id AND seq > $3 ORDER BY seq LIMIT $4) e
                 LEFT JOIN LATERAL (
                     SELECT %1$s FROM chat_messages_history h
                     WHERE e.payload IS NULL AND h.session_id = e.session_id AND h.seq = e.message_seq LIMIT 1) m ON true)
                ORDER BY event_seq LIMIT $4) u) p WHERE %3$s) t ON true
            WHERE me.session_id = $1 AND me.user_id = $2
            ORDER BY t.event_seq""".formatted(MessageRows.COLUMNS, PageRows.LENGTH, PageRows.FIRST);

    private final Database database;
    private final MessageRows rows;

    public Timeline(Database database, MessageRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * The page after a seq.
     *
     * @throws CogoException {@code session_not_found}
     */
    public TimelinePage read(ReadTimeline request) {
        var found = database.query(PAGE, request.sessionId(), request.userId(), request.after(), request.limit() + 1L);
        if (found.size() == 0) {
            throw SessionAccess.notFound();
        }
        List<ChannelEvent> items = new ArrayList<>(found.size());
        long lastSeq = 0;
        long last = request.after();
        int read = 0;
        boolean more = false;
        PageBytes bytes = new PageBytes();
        for (Row row : found) {
            lastSeq = row.getLong("last_seq");
            Long seq = row.getLong("event_seq");
            more = ++read > request.limit();
            if (seq == null || more) {
                break; // a session without events; the row that only tells that there is a next page
            }
            Object payload = payload(row);
            if (payload == null || seq != last + 1) {
                items.clear();
                bytes = new PageBytes();
            }
            if (payload != null) {
                ChannelEvent event = event(row.getString("event"), request.sessionId(), seq, payload);
                if (!bytes.tryAdd(event)) {
                    more = true;
                    break;
                }
                items.add(event);
            }
            last = seq;
        }
        more |= PageRows.areCut(found);
        return new TimelinePage(items, lastSeq, more ? Long.toString(last) : null);
    }

    // Null for a change of a message that is no longer kept: nobody can tell any more what it was.
    private @Nullable Object payload(Row row) {
        JsonObject kept = row.getJsonObject("payload");
        if (kept != null) {
            return kept.getMap();
        }
        return row.getUUID("id") == null ? null : rows.read(row);
    }

    private static ChannelEvent event(String name, UUID sessionId, long seq, Object payload) {
        return new ChannelEvent(EventName.of(name), new Channel.OfSession(sessionId), seq, payload);
    }
}
