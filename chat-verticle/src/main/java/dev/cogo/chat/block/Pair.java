package dev.cogo.chat.block;

import dev.cogo.runtime.database.Database.Statements;
import java.util.UUID;

/** Two people, in whatever order. */
public record Pair(String key) {
    // Without it a block and the creation of the pair's direct session could pass each other unseen.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dev.cogo.chat.pair ' || $1, 0))";

    public static Pair of(UUID one, UUID other) {
        String a = one.toString();
        String b = other.toString();
        return new Pair(a.compareTo(b) < 0 ? a + ":" + b : b + ":" + a);
    }

    /** Waits for whoever else decides on these two, and keeps others out until the transaction ends. Take it first. */
    public void lock(Statements tx) {
        tx.query(LOCK, key);
    }
}
