package dev.cogo.chat.message;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.Message;
import java.util.List;

/** What became of a submission. */
sealed interface Outcome {
    /**
     * Committed.
     *
     * @param messages one for each of the submission's, in its order
     * @param fresh those that were not stored before, with consecutive seqs; others must hear of these only
     */
    record Stored(List<Message> messages, List<Message> fresh) implements Outcome {}

    /** Nothing was stored; or, after a lost connection, nobody knows. */
    record Refused(CogoException why) implements Outcome {}
}
