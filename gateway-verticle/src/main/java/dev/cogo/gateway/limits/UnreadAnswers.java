package dev.cogo.gateway.limits;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The long answers of a node that their clients have not taken yet: they wait in memory. Each user has a share, and all together
 * a part of the heap. Thread-safe.
 */
public final class UnreadAnswers {
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    private static final long USER_BYTES = 16 * 1024 * 1024;

    private final long maxBytes;
    private final long maxUserBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<UUID, Long> ofUsers = new ConcurrentHashMap<>();

    /**
     * @param maxBytes of all answers together
     * @param maxUserBytes of one user's answers together, save when it is a single one
     */
    public UnreadAnswers(long maxBytes, long maxUserBytes) {
        this.maxBytes = maxBytes;
        this.maxUserBytes = maxUserBytes;
    }

    /** An eighth of the heap, and sixteen pages for a user. */
    public static UnreadAnswers ofThisNode() {
        return new UnreadAnswers(Runtime.getRuntime().maxMemory() / 8, USER_BYTES);
    }

    /** Bytes that wait. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Lets a read begin.
     *
     * @return to be ended when its answer has been taken, or can't be any more
     * @throws CogoException {@code overloaded} when too much waits already, {@code rate_limited} when too much waits for this user
     */
    public Read begin(UUID userId) {
        checkRoom(userId, 1);
        return new Read(userId);
    }

    private void checkRoom(UUID userId, long more) {
        if (bytes.get() + more > maxBytes) {
            throw CogoException.retryAfter(
                    ErrorCode.OVERLOADED, "too many answers wait for clients to read them, try again", COME_BACK);
        }
        long own = ofUsers.getOrDefault(userId, 0L);
        if (own > 0 && own + more > maxUserBytes) {
            throw CogoException.retryAfter(
                    ErrorCode.RATE_LIMITED, "read the answers that wait for you before you ask for more", COME_BACK);
        }
    }

    /** One read that is under way. For one thread at a time. */
    public final class Read {
        private final UUID userId;
        private long held;

        private Read(UUID userId) {
            this.userId = userId;
        }

        /** Counts what is about to be written; throws what {@link #begin} throws when it would be too much. */
        public void hold(long more) {
            checkRoom(userId, more);
            goOn(more);
        }

        /** Counts a further piece of what was begun when there was room: half an answer is of no use. */
        public void goOn(long more) {
            bytes.addAndGet(more);
            ofUsers.merge(userId, more, Long::sum);
            held += more;
        }

        /** Nothing of what was held waits any more; the last call, unless more is written. */
        public void taken() {
            long gone = held;
            held = 0;
            bytes.addAndGet(-gone);
            ofUsers.computeIfPresent(userId, (id, own) -> own == gone ? null : Long.valueOf(own - gone));
        }
    }
}
