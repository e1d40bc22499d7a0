package dev.cogo.chat.access;

import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.SessionKind;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** Answers whether a user takes part in a session. A foreign session and a missing one fail alike. */
public final class SessionAccess {
    private static final String ROLE = """
            SELECT m.role, s.kind, s.ai, s.language, s.last_seq
            FROM session_members m JOIN user_chat_sessions s USING (session_id)
            WHERE m.session_id = $1 AND m.user_id = $2""";

    // Whoever writes messages or changes members holds this lock until the commit: so no message is stored for somebody
    // who has been removed, and two changes of members see each other. NO KEY, so that rows that refer to the session
    // can be inserted meanwhile. The role is read by a second statement, which sees what was committed during the wait.
    private static final String LOCK =
            "SELECT session_id FROM user_chat_sessions WHERE session_id = $1 FOR NO KEY UPDATE";

    private final Database database;

    public SessionAccess(Database database) {
        this.database = database;
    }

    /**
     * The user's part in the session.
     *
     * @throws CogoException {@code session_not_found}
     */
    public Access check(CheckAccess request) {
        Row row = membership(database::query, request.sessionId(), request.userId());
        return new Access(
                request.sessionId(),
                MemberRole.of(row.getString("role")),
                row.getBoolean("ai"),
                row.getString("language"),
                row.getLong("last_seq"));
    }

    /**
     * Locks the session until the transaction ends, and gives the caller's part in it as of now.
     *
     * @throws CogoException {@code session_not_found}
     */
    public static LockedSession lock(Statements tx, UUID sessionId, UUID userId) {
        tx.query(LOCK, sessionId);
        Row row = membership(tx, sessionId, userId);
        return new LockedSession(
                SessionKind.of(row.getString("kind")), MemberRole.of(row.getString("role")), row.getLong("last_seq"));
    }

    /** The failure for a session that does not exist, and for one that the caller is not a member of. */
    public static CogoException notFound() {
        return new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
    }

    private static Row membership(Statements statements, UUID sessionId, UUID userId) {
        for (Row row : statements.query(ROLE, sessionId, userId)) {
            return row;
        }
        throw notFound();
    }

    /** A session whose members and messages do not change until the transaction ends; {@code role} is the caller's. */
    public record LockedSession(SessionKind kind, MemberRole role, long lastSeq) {}
}
