package dev.cogo.gateway.auth.login;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The open logins of a user, for the user to look at and to end. For virtual threads. */
public final class LoginList {
    // More than these are no person's; logging out everywhere ends all the same.
    private static final int MAX = 100;

    private final Database database;
    private final Duration life;
    private final LoginNotices notices;

    /** @param life how long a login lasts at most */
    public LoginList(Database database, Duration life, LoginNotices notices) {
        this.database = database;
        this.life = life;
        this.notices = notices;
    }

    /** The newest logins that can still be refreshed, newest first. */
    public List<LoginEntry> read(Identity who) {
        List<LoginEntry> items = new ArrayList<>();
        // The index login_families_user finds them; there are too few of one user for the sort to matter.
        database.query("""
                        SELECT f.id, f.created_at, f.door, f.address, f.user_agent,
                               (SELECT max(t.issued_at) FROM refresh_tokens t WHERE t.family_id = f.id) AS last_used_at
                        FROM login_families f
                        WHERE f.user_id = $1 AND f.ended_at IS NULL
                          AND (f.method = 'anonymous' OR f.created_at > now() - $2 * interval '1 second')
                          AND EXISTS (SELECT FROM refresh_tokens t
                                      WHERE t.family_id = f.id AND t.used_at IS NULL AND t.expires_at > now())
                        ORDER BY f.created_at DESC, f.id DESC
                        LIMIT $3
                        """, who.userId(), (double) life.toSeconds(), MAX)
                .forEach(row -> items.add(entry(row, who.familyId())));
        return items;
    }

    /** Ends one; {@code login_not_found} when the user has no such open login. */
    public void end(UUID userId, UUID login) {
        if (end(userId, login, null).isEmpty()) {
            throw new CogoException(ErrorCode.LOGIN_NOT_FOUND, "you have no such login");
        }
    }

    /** Ends those of the scope, of which the caller's own is the {@code LOCAL} one. */
    public void end(Identity who, LogoutScope scope) {
        end(
                who.userId(),
                scope == LogoutScope.LOCAL ? who.familyId() : null,
                scope == LogoutScope.OTHERS ? who.familyId() : null);
    }

    private List<UUID> end(UUID userId, @Nullable UUID only, @Nullable UUID except) {
        List<UUID> ended = LoginFamilies.end(database::query, userId, only, except, "logout");
        notices.ended(userId, ended, "logout");
        return ended;
    }

    private static LoginEntry entry(Row row, UUID current) {
        UUID id = row.getUUID("id");
        return new LoginEntry(
                id,
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_used_at").toInstant(),
                row.getString("door"),
                row.getString("address"),
                row.getString("user_agent"),
                id.equals(current));
    }
}
