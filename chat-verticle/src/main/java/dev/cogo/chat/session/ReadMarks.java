package dev.cogo.chat.session;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.ReadMark;
import io.vertx.sqlclient.Row;

/** How far members have read. A mark goes forward only; sending a message moves the sender's along without an event. */
public final class ReadMarks {
    // How many messages stand before the mark follows from the number of the first one behind it; none there means all
    // of
    // them. Looked for in that direction, it is right also where old months of history were dropped, and for the usual
    // mark, the end, each partition is asked once by its primary key. A row without a number is from the time when
    // everything with a seq was a message.
    private static final String MOVE = """
            UPDATE session_members m
            SET last_read_seq = least($3, s.last_seq),
                read_count = coalesce(
                    (SELECT coalesce(h.message_number, h.seq) - 1 FROM chat_messages_history h
                     WHERE h.session_id = $1 AND h.seq > $3 ORDER BY h.seq LIMIT 1),
                    s.message_count)
            FROM user_chat_sessions s
            WHERE m.session_id = $1 AND m.user_id = $2 AND s.session_id = m.session_id
              AND m.last_read_seq < least($3, s.last_seq)
            RETURNING m.last_read_seq""";

    private static final String READ =
            "SELECT last_read_seq FROM session_members WHERE session_id = $1 AND user_id = $2";

    private final Database database;
    private final SessionEvents events;

    public ReadMarks(Database database, SessionEvents events) {
        this.database = database;
        this.events = events;
    }

    /**
     * Moves the caller's mark to the seq, or to the last event if that is before it, unless it stands further already.
     *
     * @return the mark as it stands then
     * @throws CogoException {@code session_not_found}
     */
    public ReadMark mark(MarkRead request) {
        for (Row row : database.query(MOVE, request.sessionId(), request.userId(), request.seq())) {
            ReadMark moved = mark(request, row);
            events.read(moved);
            return moved;
        }
        for (Row row : database.query(READ, request.sessionId(), request.userId())) {
            return mark(request, row);
        }
        throw SessionAccess.notFound();
    }

    private static ReadMark mark(MarkRead request, Row row) {
        return new ReadMark(request.sessionId(), request.userId(), row.getLong("last_read_seq"));
    }
}
