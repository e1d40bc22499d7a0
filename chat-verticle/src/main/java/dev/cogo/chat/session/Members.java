package dev.cogo.chat.session;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.access.SessionAccess.LockedSession;
import dev.cogo.chat.presence.PresenceBoard;
import dev.cogo.chat.presence.PresenceBoard.Departure;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds and removes the members of groups, by {@link MemberRules}. */
public final class Members {
    private static final String COUNT = "SELECT count(*) AS members FROM session_members WHERE session_id = $1";

    // What was said before somebody joined is not unread to them, though they may read it.
    private static final String INSERT = """
            WITH added AS (
                INSERT INTO session_members (session_id, user_id, role, joined_at, last_read_seq)
                VALUES ($1, $2, $3, clock_timestamp(), $4)
                ON CONFLICT DO NOTHING RETURNING user_id, role, joined_at, silenced_until)
            SELECT added.*, a.display_name FROM added JOIN accounts a ON a.id = added.user_id""";

    private static final String ROLE = "SELECT role FROM session_members WHERE session_id = $1 AND user_id = $2";

    private static final String OTHERS = """
            SELECT count(*) AS members, count(*) FILTER (WHERE role = 'owner') AS owners
            FROM session_members WHERE session_id = $1 AND user_id <> $2""";

    private static final String DELETE = "DELETE FROM session_members WHERE session_id = $1 AND user_id = $2";

    private final Database database;
    private final SessionReader reader;
    private final SessionEvents events;
    private final PresenceBoard presence;
    private final int maxMembers;

    public Members(
            Database database, SessionReader reader, SessionEvents events, PresenceBoard presence, int maxMembers) {
        this.database = database;
        this.reader = reader;
        this.events = events;
        this.presence = presence;
        this.maxMembers = maxMembers;
    }

    /**
     * Adds a member and gives the session as the caller then sees it.
     *
     * @throws CogoException {@code session_not_found}, {@code direct_session_fixed}, {@code forbidden},
     *     {@code user_not_found}, {@code already_member}, {@code too_many_members}
     */
    public Session add(AddMember request) {
        Member added = database.transaction(tx -> {
            LockedSession session = lockGroup(tx, request.sessionId(), request.userId());
            if (!MemberRules.mayAdd(session.role(), request.role())) {
                throw forbidden();
            }
            return insert(tx, request, session.lastSeq());
        });
        events.memberAdded(request.sessionId(), added);
        return reader.get(new GetSession(request.userId(), request.sessionId()));
    }

    /**
     * Removes a member, or lets the caller leave. When it returns, the gateways have been told.
     *
     * @throws CogoException {@code session_not_found}, {@code direct_session_fixed}, {@code forbidden},
     *     {@code user_not_found}, {@code last_owner}
     */
    public Done remove(RemoveMember request) {
        Optional<Departure> left = database.transaction(tx -> {
            LockedSession session = lockGroup(tx, request.sessionId(), request.userId());
            checkRemoval(tx, request, session.role());
            tx.query(DELETE, request.sessionId(), request.memberId());
            return presence.forget(tx, request.sessionId(), request.memberId());
        });
        events.memberRemoved(request.sessionId(), request.memberId());
        left.ifPresent(presence::tell);
        return Done.DONE;
    }

    private static LockedSession lockGroup(Statements tx, UUID sessionId, UUID userId) {
        LockedSession session = SessionAccess.lock(tx, sessionId, userId);
        if (session.kind() == SessionKind.DIRECT) {
            throw new CogoException(ErrorCode.DIRECT_SESSION_FIXED, "a direct session always has the same two people");
        }
        return session;
    }

    private Member insert(Statements tx, AddMember request, long lastSeq) {
        UUID member = People.find(tx, List.of(request.member())).iterator().next();
        boolean full = tx.query(COUNT, request.sessionId()).iterator().next().getLong("members") >= maxMembers;
        for (Row row :
                tx.query(INSERT, request.sessionId(), member, request.role().wireName(), lastSeq)) {
            if (full) {
                throw new CogoException(
                        ErrorCode.TOO_MANY_MEMBERS, "a session may have at most " + maxMembers + " members");
            }
            return MemberRows.read(row);
        }
        throw new CogoException(ErrorCode.ALREADY_MEMBER, "the user is a member already");
    }

    private static void checkRemoval(Statements tx, RemoveMember request, MemberRole caller) {
        if (request.memberId().equals(request.userId())) {
            if (caller == MemberRole.OWNER) {
                Row others = tx.query(OTHERS, request.sessionId(), request.userId())
                        .iterator()
                        .next();
                if (others.getLong("owners") == 0 && others.getLong("members") > 0) {
                    throw new CogoException(
                            ErrorCode.LAST_OWNER, "the last owner can't leave while others remain; add an owner first");
                }
            }
            return;
        }
        if (caller == MemberRole.MEMBER) {
            throw forbidden();
        }
        for (Row row : tx.query(ROLE, request.sessionId(), request.memberId())) {
            if (!MemberRules.mayRemove(caller, MemberRole.of(row.getString("role")))) {
                throw forbidden();
            }
            return;
        }
        throw People.notFound();
    }

    private static CogoException forbidden() {
        return new CogoException(ErrorCode.FORBIDDEN, "your role in this session does not allow this");
    }
}
