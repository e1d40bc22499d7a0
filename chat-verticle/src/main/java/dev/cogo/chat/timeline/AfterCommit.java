package dev.cogo.chat.timeline;

import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.message.Message;
import java.util.List;
import java.util.UUID;

/** Hears what was put on timelines, after the channels did; its methods must not block. */
public interface AfterCommit {
    /** New messages of one session, with consecutive seqs; one at least. */
    void stored(List<Message> messages);

    /** Other events of a session's timeline; perhaps none. */
    default void changed(UUID sessionId, List<ChannelEvent> events) {}

    /** A session's messages, of which it was just told, have asked the AI: their runs wait. */
    default void asked(UUID sessionId) {}

    /** Several that hear it, one after the other. */
    record All(List<AfterCommit> each) implements AfterCommit {
        public All {
            each = List.copyOf(each);
        }

        @Override
        public void stored(List<Message> messages) {
            each.forEach(one -> one.stored(messages));
        }

        @Override
        public void changed(UUID sessionId, List<ChannelEvent> events) {
            each.forEach(one -> one.changed(sessionId, events));
        }

        @Override
        public void asked(UUID sessionId) {
            each.forEach(one -> one.asked(sessionId));
        }
    }
}
