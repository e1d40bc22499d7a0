package dev.cogo.chat.session;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.assistant.AssistantBadge;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Members as rows {@code m} of {@code session_members} with their account {@code a}. */
public final class MemberRows {
    /** The columns that {@link #read} wants. A silence that is over is none; few are asked whether they are assistants. */
    public static final String COLUMNS = "m.user_id, a.display_name, m.role, m.joined_at,"
            + " CASE WHEN m.silenced_until > clock_timestamp() THEN m.silenced_until END AS silenced_until,"
            + " CASE WHEN a.is_service THEN (SELECT jsonb_build_object('handle', s.handle, 'avatar', s.avatar)"
            + " FROM assistants s WHERE s.id = m.user_id) END AS assistant";

    private static final String FIND = """
            SELECT %s FROM session_members m JOIN accounts a ON a.id = m.user_id
            WHERE m.session_id = $1 AND m.user_id = $2""".formatted(COLUMNS);

    private static final String UPDATE = """
            UPDATE session_members m SET role = $3, silenced_until = $4 FROM accounts a
            WHERE m.session_id = $1 AND m.user_id = $2 AND a.id = m.user_id
            RETURNING %s""".formatted(COLUMNS);

    private MemberRows() {}

    /** The member of a row that has {@link #COLUMNS}. */
    public static Member read(Row row) {
        OffsetDateTime silencedUntil = row.getOffsetDateTime("silenced_until");
        return new Member(
                row.getUUID("user_id"),
                row.getString("display_name"),
                MemberRole.of(row.getString("role")),
                row.getOffsetDateTime("joined_at").toInstant(),
                silencedUntil == null ? null : silencedUntil.toInstant(),
                badge(row.getJsonObject("assistant")));
    }

    private static @Nullable AssistantBadge badge(@Nullable JsonObject assistant) {
        return assistant == null
                ? null
                : new AssistantBadge(assistant.getString("handle"), assistant.getString("avatar"));
    }

    /** The member; empty if the user is none. */
    static Optional<Member> find(Statements tx, UUID sessionId, UUID userId) {
        return tx.query(FIND, sessionId, userId).stream().map(MemberRows::read).findFirst();
    }

    /** Sets what can change of a member, and gives them as they are then. */
    static Member update(Statements tx, UUID sessionId, UUID userId, MemberRole role, @Nullable Instant silencedUntil) {
        return read(tx.query(
                        UPDATE,
                        sessionId,
                        userId,
                        role.wireName(),
                        silencedUntil == null ? null : silencedUntil.atOffset(ZoneOffset.UTC))
                .iterator()
                .next());
    }
}
