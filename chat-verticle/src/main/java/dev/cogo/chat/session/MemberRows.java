package dev.cogo.chat.session;

import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;

/** Members as rows of {@code session_members} with the account's name. */
final class MemberRows {
    private MemberRows() {}

    static Member read(Row row) {
        OffsetDateTime silencedUntil = row.getOffsetDateTime("silenced_until");
        return new Member(
                row.getUUID("user_id"),
                row.getString("display_name"),
                MemberRole.of(row.getString("role")),
                row.getOffsetDateTime("joined_at").toInstant(),
                silencedUntil == null ? null : silencedUntil.toInstant());
    }
}
