package dev.cogo.archive.runs;

import dev.cogo.runtime.database.Database.Statements;

/**
 * The advisory lock of a run: what to do while another node archives. The lock is PostgreSQL's and ends with the transaction, so a node that dies leaves
 * nothing locked. Two nodes at once would do no harm, only the same work.
 */
public enum RunLock {
    /** Wait: somebody has asked for this run. A batch is short, so waiting is. */
    WAIT {
        @Override
        boolean tryAcquire(Statements tx) {
            tx.query("SELECT pg_advisory_xact_lock(hashtextextended('dev.cogo.archive', 0))");
            return true;
        }
    },
    /** Leave it to the other node. */
    LEAVE {
        @Override
        boolean tryAcquire(Statements tx) {
            return tx.query("SELECT pg_try_advisory_xact_lock(hashtextextended('dev.cogo.archive', 0)) AS mine")
                    .iterator()
                    .next()
                    .getBoolean("mine");
        }
    };

    /** Takes the lock for the transaction; whether it is this node's turn. */
    abstract boolean tryAcquire(Statements tx);
}
