package dev.cogo.chat.personal;

import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by their key.
 *
 * @param sql has the user in {@code $1}, the last key (all zeros before the first) in {@code $2} and the most rows in
 *     {@code $3}; gives {@code item}, a JSON object, and {@code key}
 */
record TableSection(String name, Database database, String sql) implements ExportSection {
    private static final int PAGE = 200;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String SESSIONS = """
            SELECT jsonb_strip_nulls(jsonb_build_object(
                       'sessionId', s.session_id, 'kind', s.kind, 'title', s.title, 'language', s.language,
                       'createdAt', s.created_at, 'createdByMe', s.user_id IS NOT DISTINCT FROM m.user_id,
                       'role', m.role, 'joinedAt', m.joined_at, 'lastReadSeq', m.last_read_seq, 'muted', m.muted,
                       'silencedUntil', m.silenced_until)) AS item, m.session_id AS key
            FROM session_members m JOIN user_chat_sessions s USING (session_id)
            WHERE m.user_id = $1 AND m.session_id > $2 ORDER BY m.session_id LIMIT $3""";

    private static final String FORMER_SESSIONS = """
            SELECT jsonb_build_object('sessionId', f.session_id) AS item, f.session_id AS key
            FROM former_members f
            WHERE f.user_id = $1 AND f.session_id > $2 ORDER BY f.session_id LIMIT $3""";

    private static final String BLOCKS = """
            SELECT jsonb_build_object('userId', b.blocked_id, 'createdAt', b.created_at) AS item, b.blocked_id AS key
            FROM user_blocks b
            WHERE b.user_id = $1 AND b.blocked_id > $2 ORDER BY b.blocked_id LIMIT $3""";

    private static final String INVITES = """
            SELECT jsonb_strip_nulls(jsonb_build_object(
                       'id', i.id, 'sessionId', i.session_id, 'createdAt', i.created_at, 'expiresAt', i.expires_at,
                       'maxUses', i.max_uses, 'uses', i.uses, 'revokedAt', i.revoked_at)) AS item, i.id AS key
            FROM session_invites i
            WHERE i.created_by = $1 AND i.id > $2 ORDER BY i.id LIMIT $3""";

    private static final String LAST_SEEN = """
            SELECT jsonb_build_object('lastSeen', l.last_seen) AS item, l.user_id AS key
            FROM user_last_seen l WHERE l.user_id = $1 AND l.user_id > $2 ORDER BY l.user_id LIMIT $3""";

    /** Where the user is a member, with their read marks; others' names are not theirs to take along. */
    static TableSection sessions(Database database) {
        return new TableSection("sessions", database, SESSIONS);
    }

    /** Where they were one. */
    static TableSection formerSessions(Database database) {
        return new TableSection("formerSessions", database, FORMER_SESSIONS);
    }

    static TableSection blocks(Database database) {
        return new TableSection("blocks", database, BLOCKS);
    }

    static TableSection invites(Database database) {
        return new TableSection("invites", database, INVITES);
    }

    /** When they were last on a channel: one item at most. */
    static TableSection lastSeen(Database database) {
        return new TableSection("lastSeen", database, LAST_SEEN);
    }

    @Override
    public Page read(UUID userId, @Nullable String cursor) {
        UUID after = cursor == null ? BEFORE_ALL : UUID.fromString(cursor);
        List<String> items = new ArrayList<>();
        String last = null;
        for (Row row : database.query(sql, userId, after, (long) PAGE)) {
            items.add(row.getJsonObject("item").encode());
            last = row.getUUID("key").toString();
        }
        return new Page(items, items.size() < PAGE ? null : last);
    }
}
