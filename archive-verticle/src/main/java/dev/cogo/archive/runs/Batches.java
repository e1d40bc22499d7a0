package dev.cogo.archive.runs;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;

/**
 * Does large work in small transactions, so that no lock is held for long and whoever stops on the way has lost nothing but the
 * last batch. For the verticle's own threads, which run one at a time.
 */
public final class Batches {
    /** Work of which a part can be done. */
    @FunctionalInterface
    public interface Step {
        /** Does the next part; how many rows it has dealt with, less than {@code limit} when nothing is left. */
        long next(Statements tx, int limit);
    }

    private final Database database;
    private final int size;
    private boolean stopping;

    public Batches(Database database, int size) {
        this.database = database;
        this.size = size;
    }

    /** Repeats a step until nothing is left, the time is over, the node stops or it is not its turn. How many rows in all. */
    long run(Step step, RunLock turn, long endNanos) {
        long total = 0;
        boolean more = true;
        while (more && !stopping && System.nanoTime() - endNanos < 0) {
            long rows = database.transaction(tx -> turn.tryAcquire(tx) ? step.next(tx, size) : 0L);
            total += rows;
            more = rows >= size;
        }
        return total;
    }

    /** Begins no further batch. */
    void stop() {
        stopping = true;
    }
}
