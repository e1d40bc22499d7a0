package dev.cogo.gateway.limits;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The long answers of a node that their clients have not taken yet: they wait in memory. Each user has a few at a time, and all
 * together have a share of the heap. Thread-safe.
 */
public final class UnreadAnswers {
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final long maxBytes;
    private final int maxUserReads;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<UUID, Integer> reads = new ConcurrentHashMap<>();

    /**
     * @param maxBytes of all answers together
     * @param maxUserReads that one user has under way, from the question until the last byte is taken
     */
    public UnreadAnswers(long maxBytes, int maxUserReads) {
        this.maxBytes = maxBytes;
        this.maxUserReads = maxUserReads;
    }

    /** An eighth of the heap, and sixteen reads: more than the connections that a browser opens, and some devices. */
    public static UnreadAnswers ofThisNode() {
        return new UnreadAnswers(Runtime.getRuntime().maxMemory() / 8, 16);
    }

    /** Bytes that wait. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Lets a read begin.
     *
     * @return to be given back when its answer has been taken, or can't be any more
     * @throws CogoException {@code overloaded} when too much waits already, {@code rate_limited} when this user reads too much
     *     at once
     */
    public Read begin(UUID userId) {
        checkRoom(0);
        int now = reads.merge(userId, 1, Integer::sum);
        if (now > maxUserReads) {
            end(userId);
            throw CogoException.retryAfter(
                    ErrorCode.RATE_LIMITED,
                    "a user can have " + maxUserReads + " long answers under way at a time",
                    COME_BACK);
        }
        return new Read(userId);
    }

    private void checkRoom(long more) {
        if (bytes.get() + more > maxBytes) {
            throw CogoException.retryAfter(
                    ErrorCode.OVERLOADED, "too many answers wait for clients to read them, try again", COME_BACK);
        }
    }

    private void end(UUID userId) {
        reads.computeIfPresent(userId, (id, now) -> now == 1 ? null : now - 1);
    }

    /** One read that is under way. For one thread at a time. */
    public final class Read {
        private final UUID userId;
        private long held;

        private Read(UUID userId) {
            this.userId = userId;
        }

        /** Counts what is about to be written; throws {@code overloaded} when it would be too much. */
        public void hold(long more) {
            checkRoom(more);
            goOn(more);
        }

        /** Counts a further piece of what was begun when there was room: half an answer is of no use. */
        public void goOn(long more) {
            bytes.addAndGet(more);
            held += more;
        }

        /** Nothing of what was held waits any more, and more may come. */
        public void taken() {
            bytes.addAndGet(-held);
            held = 0;
        }

        /** The read is over. */
        public void end() {
            taken();
            UnreadAnswers.this.end(userId);
        }
    }
}
