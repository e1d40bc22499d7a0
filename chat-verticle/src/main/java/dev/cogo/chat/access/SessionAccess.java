package dev.cogo.chat.access;

import dev.cogo.runtime.database.Database;
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
    static final String COLUMNS = """
            m.role, s.kind, s.ai, s.language, s.encrypted, s.last_seq, s.blocked,
            s.archived_at IS NOT NULL AS archived, m.silenced_until > now() AS silenced""";

    private static final String ROLE = """
            SELECT %s
            FROM session_members m JOIN user_chat_sessions s USING (session_id)
            WHERE m.session_id = $1 AND m.user_id = $2""".formatted(COLUMNS);

    private final Database database;

    public SessionAccess(Database database) {
        this.database = database;
    }

    /**
     * The user's part in the session.
     *
     * @throws CogoException {@code session_not_found}; for somebody who wants to write also {@code session_archived},
     *     {@code blocked}, {@code silenced}
     */
    public Access check(CheckAccess request) {
        return answer(request, membership(request.sessionId(), request.userId()));
    }

    static Access answer(CheckAccess request, Row row) {
        if (request.writing()) {
            checkWriting(row);
        }
        return new Access(
                request.sessionId(),
                MemberRole.of(row.getString("role")),
                row.getBoolean("ai"),
                row.getString("language"),
                row.getBoolean("encrypted"),
                row.getLong("last_seq"));
    }

    // The same that the writer refuses: whoever puts work into a session that ends in a message has to be able to
    // write.
    private static void checkWriting(Row row) {
        if (row.getBoolean("archived")) {
            throw new CogoException(ErrorCode.SESSION_ARCHIVED, "the session is archived, nobody writes in it");
        } else if (row.getBoolean("blocked")) {
            throw new CogoException(ErrorCode.BLOCKED, "one of you two has blocked the other");
        } else if (Boolean.TRUE.equals(row.getBoolean("silenced"))) {
            throw new CogoException(ErrorCode.SILENCED, "you may not write here for a while");
        }
    }

    /**
     * What the user is in the session.
     *
     * @throws CogoException {@code session_not_found}
     */
    public Membership part(UUID sessionId, UUID userId) {
        Row row = membership(sessionId, userId);
        return new Membership(SessionKind.of(row.getString("kind")), MemberRole.of(row.getString("role")));
    }

    /** The failure for a session that does not exist, and for one that the caller is not a member of. */
    public static CogoException notFound() {
        return new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
    }

    private Row membership(UUID sessionId, UUID userId) {
        for (Row row : database.query(ROLE, sessionId, userId)) {
            return row;
        }
        throw notFound();
    }

    /** What somebody is in a session of this kind. */
    public record Membership(SessionKind kind, MemberRole role) {
        public EffectiveRole effectiveRole() {
            return EffectiveRole.of(kind, role);
        }
    }
}
