package dev.cogo.chat.administration;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.paging.TimeCursor;
import dev.cogo.chat.session.MemberRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.DeleteSession;
import dev.cogo.schema.session.HoldSession;
import dev.cogo.schema.session.ListAllSessions;
import dev.cogo.schema.session.ListAnyMembers;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.ReadSessionOverview;
import dev.cogo.schema.session.ReleaseSession;
import dev.cogo.schema.session.SessionHold;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionOverview;
import dev.cogo.schema.session.SessionOverviewPage;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with sessions, by the database alone: so also a command can, beside running nodes. Who asks is whoever the caller lets ask.
 */
public final class SessionAdministration {
    private static final String OVERVIEW = """
            SELECT s.session_id, s.kind, s.title, s.encrypted, s.user_id, s.created_at, s.last_activity, s.message_count,
                   s.member_count, s.archived_at, h.reason, h.held_by, h.held_at,
                   EXISTS (SELECT FROM session_deletions d WHERE d.session_id = s.session_id) AS deleting
            FROM user_chat_sessions s LEFT JOIN session_holds h ON h.session_id = s.session_id
            WHERE %s""";

    private static final String ONE = OVERVIEW.formatted("s.session_id = $1");

    // Ids are made in the order of time.
    private static final String PAGE = OVERVIEW.formatted("""
            ($1::text IS NULL OR starts_with(lower(s.title), lower($1)))
              AND ($2::text IS NULL OR s.kind = $2)
              AND ($3::uuid IS NULL
                   OR EXISTS (SELECT FROM session_members m WHERE m.session_id = s.session_id AND m.user_id = $3))
              AND (NOT $4::boolean OR h.session_id IS NOT NULL)
              AND s.session_id < $5
            ORDER BY s.session_id DESC LIMIT $6""");

    private static final String ACCOUNT = "SELECT FROM accounts WHERE id = $1";

    private static final UUID LAST = new UUID(-1, -1);

    private static final String FILES = """
            SELECT f.name FROM archive_file_sessions s JOIN archive_files f ON f.id = s.file_id
            WHERE s.session_id = $1 ORDER BY s.first_seq, f.name LIMIT 1000""";

    private static final String MEMBERS = """
            SELECT %s FROM session_members m JOIN accounts a ON a.id = m.user_id
            WHERE m.session_id = $1 AND (m.joined_at, m.user_id) > ($2, $3)
            ORDER BY m.joined_at, m.user_id LIMIT $4""".formatted(MemberRows.COLUMNS);

    // The archive's: what it has begun to let go is gone before the hold is there, and afterwards it lets nothing go.
    private static final String ARCHIVE_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dev.cogo.archive', 0))";

    private static final String HOLD = """
            INSERT INTO session_holds (session_id, reason, held_by)
            SELECT session_id, $2, $3 FROM user_chat_sessions WHERE session_id = $1
            ON CONFLICT (session_id) DO UPDATE SET reason = EXCLUDED.reason, held_by = EXCLUDED.held_by""";

    private static final String KEEP = "DELETE FROM session_deletions WHERE session_id = $1";

    private static final String RELEASE = "DELETE FROM session_holds WHERE session_id = $1";

    // Its last member has left or was erased while it was on hold.
    private static final String LET_EMPTY_GO = """
            INSERT INTO session_deletions (session_id)
            SELECT session_id FROM user_chat_sessions s WHERE session_id = $1
              AND NOT EXISTS (SELECT FROM session_members m WHERE m.session_id = s.session_id
                                AND m.user_id NOT IN (SELECT id FROM assistants))
            ON CONFLICT DO NOTHING""";

    private static final String SEND_AWAY =
            "INSERT INTO session_deletions (session_id) VALUES ($1) ON CONFLICT DO NOTHING";

    private static final String END_INVITES = "DELETE FROM session_invites WHERE session_id = $1";

    private final Database database;

    public SessionAdministration(Database database) {
        this.database = database;
    }

    /**
     * A page of the sessions.
     *
     * @throws CogoException {@code user_not_found}
     */
    public SessionOverviewPage list(ListAllSessions request) {
        if (request.member() != null
                && database.query(ACCOUNT, request.member()).size() == 0) {
            throw new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such user");
        }
        List<SessionOverview> items = new ArrayList<>();
        SessionKind kind = request.kind();
        for (Row row : database.query(
                PAGE,
                request.title(),
                kind == null ? null : kind.wireName(),
                request.member(),
                request.held(),
                request.after() == null ? LAST : request.after(),
                request.limit() + 1L)) { // one more tells whether there is a next page
            items.add(overview(row, null));
        }
        boolean more = items.size() > request.limit();
        List<SessionOverview> page = more ? items.subList(0, request.limit()) : items;
        return new SessionOverviewPage(page, more ? page.getLast().id().toString() : null);
    }

    /**
     * One of them.
     *
     * @throws CogoException {@code session_not_found}
     */
    public SessionOverview read(ReadSessionOverview request) {
        Row row = row(database::query, request.sessionId());
        List<String> files = new ArrayList<>();
        database.query(FILES, request.sessionId()).forEach(file -> files.add(file.getString("name")));
        return overview(row, files);
    }

    /**
     * Its members.
     *
     * @throws CogoException {@code session_not_found}, {@code invalid_cursor}
     */
    public MemberPage members(ListAnyMembers request) {
        row(database::query, request.sessionId());
        TimeCursor from = TimeCursor.decode(TimeCursor.Of.MEMBERS, request.cursor(), TimeCursor.EARLIEST);
        RowSet<Row> found = database.query(MEMBERS, request.sessionId(), from.time(), from.id(), request.limit() + 1L);
        List<Member> members = new ArrayList<>();
        found.forEach(row -> members.add(MemberRows.read(row)));
        if (members.size() <= request.limit()) {
            return new MemberPage(members, null);
        }
        List<Member> page = members.subList(0, request.limit());
        Member last = page.getLast();
        return new MemberPage(page, new TimeCursor(last.joinedAt(), last.userId()).encode(TimeCursor.Of.MEMBERS));
    }

    /**
     * Holds it, or gives the hold another reason. A deletion that has not come to it yet is called back.
     *
     * @throws CogoException {@code session_not_found}
     */
    public SessionOverview hold(HoldSession request) {
        database.transaction(tx -> {
            tx.query(ARCHIVE_LOCK);
            row(tx, request.sessionId());
            tx.query(KEEP, request.sessionId());
            return tx.query(HOLD, request.sessionId(), request.reason(), request.operator());
        });
        return read(new ReadSessionOverview(request.sessionId()));
    }

    /**
     * Ends the hold; none there is as good.
     *
     * @throws CogoException {@code session_not_found}
     */
    public Done release(ReleaseSession request) {
        return database.transaction(tx -> {
            row(tx, request.sessionId());
            if (tx.query(RELEASE, request.sessionId()).rowCount() > 0) {
                tx.query(LET_EMPTY_GO, request.sessionId());
            }
            return Done.DONE;
        });
    }

    /**
     * Sends it away: a node does the rest soon, whatever becomes of this one.
     *
     * @throws CogoException {@code session_not_found}, {@code session_on_hold}
     */
    public Done delete(DeleteSession request) {
        return database.transaction(tx -> {
            tx.query(ARCHIVE_LOCK);
            if (row(tx, request.sessionId()).getString("reason") != null) {
                throw new CogoException(ErrorCode.SESSION_ON_HOLD, "the session is on hold; end that first");
            }
            tx.query(SEND_AWAY, request.sessionId());
            tx.query(END_INVITES, request.sessionId());
            return Done.DONE;
        });
    }

    private static Row row(Statements statements, UUID sessionId) {
        return statements.query(ONE, sessionId).stream().findFirst().orElseThrow(SessionAccess::notFound);
    }

    private static SessionOverview overview(Row row, @Nullable List<String> files) {
        String reason = row.getString("reason");
        return new SessionOverview(
                row.getUUID("session_id"),
                SessionKind.of(row.getString("kind")),
                row.getString("title"),
                row.getBoolean("encrypted"),
                row.getUUID("user_id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_activity").toInstant(),
                row.getLong("message_count"),
                row.getInteger("member_count"),
                instant(row.getOffsetDateTime("archived_at")),
                reason == null
                        ? null
                        : new SessionHold(
                                reason,
                                row.getUUID("held_by"),
                                row.getOffsetDateTime("held_at").toInstant()),
                row.getBoolean("deleting"),
                files);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
