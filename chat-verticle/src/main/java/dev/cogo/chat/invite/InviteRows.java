package dev.cogo.chat.invite;

import dev.cogo.schema.invite.Invite;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Invites as rows {@code i} of {@code session_invites}. */
final class InviteRows {
    /** The columns that {@link #read} wants. */
    static final String COLUMNS = "i.id, i.session_id, i.created_by, i.created_at, i.expires_at, i.max_uses, i.uses";

    /** Whether somebody can still join by it. */
    static final String IS_OPEN = "i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > clock_timestamp())"
            + " AND (i.max_uses IS NULL OR i.uses < i.max_uses)";

    private InviteRows() {}

    /** @param token null but for a new one */
    static Invite read(Row row, @Nullable String token) {
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new Invite(
                row.getUUID("id"),
                row.getUUID("session_id"),
                token,
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getInteger("max_uses"),
                row.getInteger("uses"));
    }
}
