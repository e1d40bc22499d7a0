package dev.cogo.chat.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.eventloop.Contexts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What presence needs from the database: names, many at a time and remembered for a while, and blocks. Thread-safe. */
final class PresenceFacts {
    private static final int MAX_NAMES = 50_000;
    /** For so long others may see an old name. */
    private static final Duration MEMORY = Duration.ofMinutes(5);
    /** The ids of one statement; by the primary key, a thousand take some milliseconds. */
    private static final int MAX_IDS = 1000;

    private static final String NAMES = "SELECT id, display_name FROM accounts WHERE id = ANY($1)";
    private static final String BLOCKED =
            "SELECT session_id, blocked FROM user_chat_sessions WHERE session_id = ANY($1)";

    private final Context context;
    private final Database database;
    private final Cache<UUID, String> names = Caffeine.newBuilder()
            .maximumSize(MAX_NAMES)
            .expireAfterWrite(MEMORY)
            .build();

    /** @param context of a virtual-thread verticle, where the database is read */
    PresenceFacts(Context context, Database database) {
        this.context = context;
        this.database = database;
    }

    /** A user's display name, if it is remembered. */
    @Nullable
    String name(UUID userId) {
        return names.getIfPresent(userId);
    }

    /** Reads these names, to be found by {@link #name}; on a virtual thread. Somebody without an account has an empty one. */
    void readNames(Collection<UUID> users) {
        UUID[] missing = users.stream()
                .filter(user -> names.getIfPresent(user) == null)
                .limit(MAX_IDS)
                .toArray(UUID[]::new);
        if (missing.length > 0) {
            Map<UUID, String> found = new HashMap<>();
            for (UUID user : missing) {
                found.put(user, "");
            }
            for (Row row : database.query(NAMES, (Object) missing)) {
                found.put(row.getUUID("id"), row.getString("display_name"));
            }
            names.putAll(found);
        }
    }

    /** Reads some of what is wanted: names, and in which sessions one has blocked the other. Missing sessions have no blocks. */
    Future<Map<UUID, Boolean>> read(MissingFacts wanted) {
        return Contexts.call(context, () -> {
            readNames(wanted.users());
            return blocked(wanted.sessions());
        });
    }

    /** Whether one of a session's two has blocked the other, on a virtual thread. */
    boolean isBlocked(UUID sessionId) {
        return blocked(List.of(sessionId)).get(sessionId);
    }

    private Map<UUID, Boolean> blocked(Collection<UUID> sessions) {
        UUID[] some = sessions.stream().limit(MAX_IDS).toArray(UUID[]::new);
        Map<UUID, Boolean> blocked = new HashMap<>();
        if (some.length > 0) {
            for (UUID session : some) {
                blocked.put(session, false);
            }
            for (Row row : database.query(BLOCKED, (Object) some)) {
                blocked.put(row.getUUID("session_id"), row.getBoolean("blocked"));
            }
        }
        return blocked;
    }
}
