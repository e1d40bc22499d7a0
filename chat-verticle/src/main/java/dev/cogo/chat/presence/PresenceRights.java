package dev.cogo.chat.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.chat.access.SessionAccess;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may ask who is there, and say that they type. For keystrokes the answer is remembered for a short time. Call it on a
 * virtual thread; thread-safe.
 */
final class PresenceRights {
    // A revocation is told; this is how long a lost one may go unnoticed.
    private static final Duration MEMORY = Duration.ofSeconds(10);
    private static final int MAX_REMEMBERED = 100_000;

    private static final String PART = """
            SELECT s.blocked FROM session_members m JOIN user_chat_sessions s USING (session_id)
            WHERE m.session_id = $1 AND m.user_id = $2""";

    private record Part(UUID userId, UUID sessionId) {}

    private final Database database;
    private final Cache<Part, Boolean> remembered = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(MEMORY)
            .build();
    private final AtomicLong revocations = new AtomicLong();

    PresenceRights(Database database) {
        this.database = database;
    }

    /**
     * Whether the member may know of the others: not in a direct session in which one has blocked the other.
     *
     * @throws CogoException {@code session_not_found}
     */
    boolean seesOthers(UUID userId, UUID sessionId) {
        return database.query(PART, sessionId, userId).stream()
                .findFirst()
                .map(PresenceRights::isOpen)
                .orElseThrow(SessionAccess::notFound);
    }

    /** Like {@link #seesOthers}, by what was found a short time ago. */
    boolean seesOthersLately(UUID userId, UUID sessionId) {
        Part part = new Part(userId, sessionId);
        return Optional.ofNullable(remembered.getIfPresent(part)).orElseGet(() -> {
            long before = revocations.get();
            boolean sees = seesOthers(userId, sessionId);
            remembered.put(part, sees);
            if (revocations.get() != before) {
                remembered.invalidate(part); // It may have been this one, after the database was asked.
            }
            return sees;
        });
    }

    private static boolean isOpen(Row row) {
        return !row.getBoolean("blocked");
    }

    /** The user is no member any more. */
    void revoked(UUID userId, UUID sessionId) {
        revocations.incrementAndGet();
        remembered.invalidate(new Part(userId, sessionId));
    }

    /** Somebody has blocked somebody in the session, or no longer. */
    void changed(UUID sessionId) {
        revocations.incrementAndGet();
        remembered.asMap().keySet().removeIf(part -> part.sessionId().equals(sessionId));
    }
}
