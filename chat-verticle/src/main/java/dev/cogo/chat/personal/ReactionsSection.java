package dev.cogo.chat.personal;

import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The user's reactions, by message. */
record ReactionsSection(Database database) implements ExportSection {
    private static final int PAGE = 500;

    // By message_reactions_of_user, in its order.
    private static final String READ = """
            SELECT jsonb_build_object('sessionId', session_id, 'messageSeq', message_seq, 'emoji', emoji,
                                      'createdAt', created_at) AS item, session_id, message_seq, emoji
            FROM message_reactions
            WHERE user_id = $1 AND (session_id, message_seq, emoji) > ($2, $3, $4)
            ORDER BY session_id, message_seq, emoji LIMIT $5""";

    @Override
    public String name() {
        return "reactions";
    }

    @Override
    public Page read(UUID userId, @Nullable String cursor) {
        String[] after = cursor == null ? new String[] {new UUID(0, 0).toString(), "0", ""} : cursor.split(":", 3);
        List<String> items = new ArrayList<>();
        String last = null;
        for (Row row : database.query(
                READ, userId, UUID.fromString(after[0]), Long.parseLong(after[1]), after[2], (long) PAGE)) {
            items.add(row.getJsonObject("item").encode());
            last = row.getUUID("session_id") + ":" + row.getLong("message_seq") + ":" + row.getString("emoji");
        }
        return new Page(items, items.size() < PAGE ? null : last);
    }
}
