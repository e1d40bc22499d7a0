package dev.cogo.chat.home;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.eventloop.Contexts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads where timelines stand, on a virtual-thread verticle's context. For any thread. */
final class SessionHeads {
    // By the primary key; a page of a thousand costs the database some milliseconds.
    private static final String TIPS = "SELECT session_id, last_seq FROM user_chat_sessions WHERE session_id = ANY($1)";

    private final Context context;
    private final Database database;

    SessionHeads(Context context, Database database) {
        this.context = context;
        this.database = database;
    }

    /** The seqs of the last events, for those among the sessions that exist. */
    Future<Map<UUID, Long>> read(List<UUID> sessions) {
        return Contexts.call(context, () -> query(sessions));
    }

    private Map<UUID, Long> query(List<UUID> sessions) {
        Map<UUID, Long> tips = new HashMap<>();
        for (Row row : database.query(TIPS, (Object) sessions.toArray(UUID[]::new))) {
            tips.put(row.getUUID("session_id"), row.getLong("last_seq"));
        }
        return tips;
    }
}
