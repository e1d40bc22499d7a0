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

    /** Work that says whether there may be more of it. */
    @FunctionalInterface
    public interface Part {
        boolean next(Statements tx, int limit);
    }

    // PostgreSQL's, and it ends with the transaction, so a node that dies leaves nothing locked. Two runs at once would
    // do no
    // harm, only the same work; a batch is short, so waiting for another's is.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dev.cogo.archive', 0))";

    private final Database database;
    private final int size;
    private boolean stopping;

    public Batches(Database database, int size) {
        this.database = database;
        this.size = size;
    }

    /** Repeats a step until nothing is left, the time is over or the node stops. How many rows in all. */
    long run(Step step, long endNanos) {
        long total = 0;
        boolean more = true;
        while (more && !stopping && System.nanoTime() - endNanos < 0) {
            long rows = database.transaction(tx -> {
                tx.query(LOCK);
                return step.next(tx, size);
            });
            total += rows;
            more = rows >= size;
        }
        return total;
    }

    /** Does one part, unless the time is over or the node stops; whether there may be more. */
    boolean once(Part part, long endNanos) {
        return !stopping
                && System.nanoTime() - endNanos < 0
                && database.<Boolean>transaction(tx -> {
                    tx.query(LOCK);
                    return part.next(tx, size);
                });
    }

    /** Begins no further batch. */
    void stop() {
        stopping = true;
    }
}
