package dev.cogo.chat.timeline;

import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.Message;
import java.util.List;

/** What became of an entry. */
sealed interface Outcome {
    /**
     * Committed messages.
     *
     * @param messages one for each of the submission's, in its order
     * @param fresh those that were not stored before, with consecutive seqs; others must hear of these only
     * @param asking whether one of these asks the AI, and has left it a run
     */
    record Stored(List<Message> messages, List<Message> fresh, boolean asking) implements Outcome {}

    /**
     * A committed change.
     *
     * @param result what its {@link Change#apply} gave
     * @param events for the session's channel, in seq order
     */
    record Changed(Object result, List<ChannelEvent> events) implements Outcome {}

    /** Nothing was stored; or, after a lost connection, nobody knows. */
    record Refused(CogoException why) implements Outcome {}
}
