package dev.cogo.chat;

import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.database.Database;
import java.time.Duration;
import java.util.Map;

/** What an acknowledgement means when PostgreSQL crashes; a crash of a node costs nothing in either mode. */
public enum Durability {
    /** The message is on disk. */
    DURABLE("on"),
    /**
     * The message is committed, and on disk at most three times wal_writer_delay later (PostgreSQL manual, section 28.4,
     * Asynchronous Commit: 600 ms as it is set by default). A crash loses whole transactions from the end, so that a
     * session keeps a dense sequence.
     */
    RELAXED("off");

    // A flush takes milliseconds; a server that is silent for so long is frozen or cut off.
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final String synchronousCommit;

    Durability(String synchronousCommit) {
        this.synchronousCommit = synchronousCommit;
    }

    /** The connections of a node's writer: its own, so that no other statement keeps it waiting. */
    Database.Reserve writerConnections() {
        // One more than there are lanes: while a silent connection is given up, its lane tries another.
        return new Database.Reserve(
                "cogo-writer", TimelineWriter.LANES + 1, SILENCE, Map.of("synchronous_commit", synchronousCommit));
    }
}
