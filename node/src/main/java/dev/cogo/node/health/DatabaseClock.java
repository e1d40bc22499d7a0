package dev.cogo.node.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time as the database has it, which is one for all nodes: this node's clock, corrected by what it was off when the two were
 * compared last. What a node signs or ends by time goes by this, so that a node whose clock is wrong agrees with the others. Thread-safe.
 */
public final class DatabaseClock implements InstantSource {
    /** An answer that took longer says little of when the database looked at its clock. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(2);

    private final InstantSource own;
    private volatile Duration offset = Duration.ZERO;

    public DatabaseClock(InstantSource own) {
        this.own = own;
    }

    /** The time by the database. */
    @Override
    public Instant instant() {
        return own.instant().plus(offset);
    }

    /** This node's own time, for {@link #compared}. */
    Instant own() {
        return own.instant();
    }

    /**
     * Takes note of what the database's clock showed between two moments of this node's.
     *
     * @return false when they are too far apart to say anything
     */
    boolean compared(Instant asked, Instant database, Instant answered) {
        Duration question = Duration.between(asked, answered);
        if (question.compareTo(LONGEST_QUESTION) > 0) {
            return false;
        }
        offset = Duration.between(asked.plus(question.dividedBy(2)), database);
        return true;
    }

    /** What must be added to this node's time; negative when its clock is ahead. */
    Duration offset() {
        return offset;
    }
}
