package dev.cogo.chat.timeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What wants to be put on a session's timeline by one caller, whole or not at all. */
sealed interface TimelineEntry permits Submission, TimelineEntry.OfChange {
    UUID sessionId();

    /** The member who wants it; null for the server. */
    @Nullable
    UUID userId();

    /** How many rows it takes in the transaction's look at the database. */
    int checks();

    /** Roughly what it holds in memory, in characters. */
    int weight();

    /** See {@link Change#changesRights}. */
    boolean changesRights();

    record OfChange(Change<?> change) implements TimelineEntry {
        private static final int WEIGHT = 512;

        @Override
        public UUID sessionId() {
            return change.sessionId();
        }

        @Override
        public @Nullable UUID userId() {
            return change.userId();
        }

        @Override
        public int checks() {
            return 1;
        }

        @Override
        public int weight() {
            return WEIGHT;
        }

        @Override
        public boolean changesRights() {
            return change.changesRights();
        }
    }
}
