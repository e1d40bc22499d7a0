package dev.cogo.chat.session;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.paging.TimeCursor;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.activity.MovedSession;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.session.CountUnread;
import dev.cogo.schema.session.ListReadMarks;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.ReadMark;
import dev.cogo.schema.session.ReadMarkPage;
import dev.cogo.schema.session.Unread;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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
            RETURNING m.last_read_seq, m.read_count, s.last_seq, s.message_count, s.last_activity""";

    private static final String READ =
            "SELECT last_read_seq FROM session_members WHERE session_id = $1 AND user_id = $2";

    // As in Members: one statement for right and page, by the index of joining.
    private static final String PAGE = """
            SELECT m.user_id, m.last_read_seq, m.joined_at FROM session_members me
            LEFT JOIN LATERAL (
                SELECT * FROM session_members m
                WHERE m.session_id = me.session_id AND (m.joined_at, m.user_id) > ($3, $4)
                ORDER BY m.joined_at, m.user_id LIMIT $5) m ON true
            WHERE me.session_id = $1 AND me.user_id = $2
            ORDER BY m.joined_at, m.user_id""";

    // Two numbers of each of the caller's sessions, as their list reads them.
    private static final String UNREAD = """
            SELECT coalesce(sum(unread) FILTER (WHERE NOT muted), 0)::bigint AS messages,
                   count(*) FILTER (WHERE NOT muted AND unread > 0) AS sessions,
                   coalesce(sum(unread) FILTER (WHERE muted), 0)::bigint AS muted_messages
            FROM (SELECT me.muted, greatest(s.message_count - me.read_count, 0) AS unread
                  FROM session_members me JOIN user_chat_sessions s USING (session_id)
                  WHERE me.user_id = $1) u""";

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
            events.read(
                    moved,
                    new MovedSession(
                                    request.sessionId(),
                                    row.getLong("last_seq"),
                                    row.getLong("message_count"),
                                    row.getOffsetDateTime("last_activity").toInstant(),
                                    null,
                                    null,
                                    false)
                            .readTo(moved.seq(), row.getLong("read_count")));
            return moved;
        }
        for (Row row : database.query(READ, request.sessionId(), request.userId())) {
            return mark(request, row);
        }
        throw SessionAccess.notFound();
    }

    /**
     * A page of how far the members have read, the first to join first.
     *
     * @throws CogoException {@code session_not_found}, {@code invalid_cursor}
     */
    public ReadMarkPage list(ListReadMarks request) {
        TimeCursor from = TimeCursor.decode(TimeCursor.Of.READ_MARKS, request.cursor(), TimeCursor.EARLIEST);
        RowSet<Row> rows = database.query(
                PAGE,
                request.sessionId(),
                request.userId(),
                from.time(),
                from.id(),
                request.limit() + 1L); // one more tells whether there is a next page
        if (rows.size() == 0) {
            throw SessionAccess.notFound();
        }
        List<ReadMark> marks = new ArrayList<>(rows.size());
        TimeCursor last = from;
        for (Row row : rows) {
            UUID user = row.getUUID("user_id");
            if (user != null && marks.size() < request.limit()) {
                marks.add(new ReadMark(request.sessionId(), user, row.getLong("last_read_seq")));
                last = new TimeCursor(row.getOffsetDateTime("joined_at").toInstant(), user);
            }
        }
        return new ReadMarkPage(marks, rows.size() > request.limit() ? last.encode(TimeCursor.Of.READ_MARKS) : null);
    }

    /** How much the caller has not read, in all their sessions. */
    public Unread unread(CountUnread request) {
        Row row = database.query(UNREAD, request.userId()).iterator().next();
        return new Unread(row.getLong("messages"), row.getLong("sessions"), row.getLong("muted_messages"));
    }

    private static ReadMark mark(MarkRead request, Row row) {
        return new ReadMark(request.sessionId(), request.userId(), row.getLong("last_read_seq"));
    }
}
