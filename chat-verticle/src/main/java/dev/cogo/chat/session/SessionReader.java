package dev.cogo.chat.session;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.paging.TimeCursor;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads sessions as their members see them: two statements, however many sessions. */
public final class SessionReader {
    // %s: which of the caller's sessions. They are chosen first, so that the last message is looked up for these alone;
    // it
    // is found by the primary key of history's partitions.
    private static final String SESSIONS = """
            SELECT s.*, m.* FROM (
                SELECT s.session_id AS s_id, s.kind, s.title, s.language, s.ai, s.ai_mode, s.when_busy, s.encrypted,
                       s.slow_mode_seconds, s.archived_at, me.muted, s.user_id AS created_by, s.created_at, s.last_activity, s.last_seq,
                       me.last_read_seq, greatest(s.message_count - me.read_count, 0) AS unread, me.role,
                       s.member_count
                FROM session_members me
                JOIN user_chat_sessions s USING (session_id)
                WHERE me.user_id = $1 AND %s) s
            LEFT JOIN LATERAL (
                SELECT %s FROM chat_messages_history h
                WHERE h.session_id = s.s_id ORDER BY h.seq DESC LIMIT 1) m ON true
            ORDER BY s.last_activity DESC, s.s_id DESC""";

    private static final String ONE = SESSIONS.formatted("me.session_id = $2", MessageRows.COLUMNS);

    // A session that becomes active while somebody pages moves to the front, before their cursor: they know of it by
    // its event, and no other session is skipped or shown twice.
    private static final String PAGE = SESSIONS.formatted("""
            (s.last_activity, s.session_id) < ($2, $3)
            ORDER BY s.last_activity DESC, s.session_id DESC LIMIT $4""", MessageRows.COLUMNS);

    // The accounts are joined laterally with a limit, so that they go by index also while the planner has no
    // statistics.
    private static final String MEMBERS = """
            SELECT m.session_id, %s
            FROM unnest($1::uuid[]) AS s (session_id)
            CROSS JOIN LATERAL (
                SELECT * FROM session_members sm
                WHERE sm.session_id = s.session_id ORDER BY sm.joined_at, sm.user_id LIMIT $2) m
            CROSS JOIN LATERAL (SELECT display_name, is_service FROM accounts WHERE id = m.user_id LIMIT 1) a
            ORDER BY m.joined_at, m.user_id""".formatted(MemberRows.COLUMNS);

    private final Database database;
    private final MessageRows messageRows;

    public SessionReader(Database database, MessageRows messageRows) {
        this.database = database;
        this.messageRows = messageRows;
    }

    /**
     * One of the caller's sessions.
     *
     * @throws CogoException {@code session_not_found}
     */
    public Session get(GetSession request) {
        List<Session> found = withMembers(database.query(ONE, request.userId(), request.sessionId()));
        if (found.isEmpty()) {
            throw SessionAccess.notFound();
        }
        return found.getFirst();
    }

    /**
     * A page of the caller's sessions, newest activity first.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public SessionPage list(ListSessions request) {
        TimeCursor from = TimeCursor.decode(TimeCursor.Of.SESSIONS, request.cursor(), TimeCursor.LATEST);
        List<Session> found = withMembers(database.query(
                PAGE,
                request.userId(),
                from.time(),
                from.id(),
                request.limit() + 1L)); // one more tells whether there is a next page
        List<Session> items = found.subList(0, PageBytes.count(found, request.limit()));
        if (items.size() == found.size()) {
            return new SessionPage(found, null);
        }
        Session last = items.getLast();
        return new SessionPage(items, new TimeCursor(last.lastActivity(), last.id()).encode(TimeCursor.Of.SESSIONS));
    }

    private List<Session> withMembers(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> ids.add(row.getUUID("s_id")));
        Map<UUID, List<Member>> members = members(ids);
        List<Session> sessions = new ArrayList<>(rows.size());
        rows.forEach(row -> sessions.add(session(row, members.getOrDefault(row.getUUID("s_id"), List.of()))));
        return sessions;
    }

    private Map<UUID, List<Member>> members(List<UUID> sessionIds) {
        Map<UUID, List<Member>> members = new HashMap<>();
        if (!sessionIds.isEmpty()) {
            UUID[] ids = sessionIds.toArray(UUID[]::new);
            for (Row row : database.query(MEMBERS, ids, (long) Session.SHOWN_MEMBERS)) {
                members.computeIfAbsent(row.getUUID("session_id"), id -> new ArrayList<>())
                        .add(MemberRows.read(row));
            }
        }
        return members;
    }

    private Session session(Row row, List<Member> members) {
        OffsetDateTime archivedAt = row.getOffsetDateTime("archived_at");
        return new Session(
                row.getUUID("s_id"),
                SessionKind.of(row.getString("kind")),
                row.getString("title"),
                row.getString("language"),
                row.getBoolean("ai"),
                AiMode.of(row.getString("ai_mode")),
                WhenBusy.of(row.getString("when_busy")),
                row.getBoolean("encrypted"),
                row.getInteger("slow_mode_seconds"),
                archivedAt == null ? null : archivedAt.toInstant(),
                row.getBoolean("muted"),
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_activity").toInstant(),
                row.getLong("last_seq"),
                row.getLong("last_read_seq"),
                row.getLong("unread"),
                MemberRole.of(row.getString("role")),
                row.getLong("member_count"),
                members,
                row.getUUID("id") == null ? null : messageRows.readClosed(row));
    }
}
