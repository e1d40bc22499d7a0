package dev.cogo.gateway.auth.admin;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account, as operators see it.
 *
 * @param email null for somebody who signed in anonymously
 * @param service whether it is a bot or a back end
 * @param operator whether they are one now
 * @param disabledAt since when nobody logs in with it; null for an account that is open
 * @param lastLoginAt when the newest login began that is still known
 * @param lastSeen when they were last connected; null for who never was
 */
public record ListedUser(
        UUID id,
        @Nullable String email,
        String displayName,
        boolean anonymous,
        boolean service,
        boolean operator,
        Instant createdAt,
        @Nullable Instant disabledAt,
        @Nullable Instant lastLoginAt,
        @Nullable Instant lastSeen) {

    static ListedUser of(Row row, boolean operator) {
        return new ListedUser(
                row.getUUID("id"),
                row.getString("email"),
                row.getString("display_name"),
                row.getBoolean("anonymous"),
                row.getBoolean("is_service"),
                operator,
                row.getOffsetDateTime("created_at").toInstant(),
                time(row, "disabled_at"),
                time(row, "last_login_at"),
                time(row, "last_seen"));
    }

    private static @Nullable Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
