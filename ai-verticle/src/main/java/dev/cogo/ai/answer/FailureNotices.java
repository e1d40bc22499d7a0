package dev.cogo.ai.answer;

import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which failures a session was told of lately: of many messages of one author that fail for one reason it hears once in a while.
 * It knows of this worker's alone. Confined to its verticle's context.
 */
final class FailureNotices {
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX = 10_000;

    private record Failure(UUID sessionId, UUID userId, ErrorCode code) {}

    private final Map<Failure, Long> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Failure, Long> eldest) {
            return size() > MAX;
        }
    };

    /** Whether to tell of it now. */
    boolean isNew(UUID sessionId, UUID userId, ErrorCode code) {
        Failure failure = new Failure(sessionId, userId, code);
        long now = System.nanoTime();
        Long last = told.get(failure);
        if (last != null && now - last < PAUSE_NANOS) {
            return false;
        }
        told.remove(failure);
        told.put(failure, now);
        return true;
    }
}
