package dev.cogo.schema.message;

import dev.cogo.schema.channel.ForSession;
import dev.cogo.schema.error.CogoException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A member's request to store one message, or a batch that is stored whole or not at all.
 *
 * @param asksNobody whether they are for somebody already, as a question that was asked of the AI is: then they don't ask it by
 *     themselves, whatever the session's {@link dev.cogo.schema.session.AiMode} is
 */
public record SendMessages(UUID userId, UUID sessionId, List<NewMessage> messages, boolean asksNobody)
        implements ForSession {
    public static final int MAX_BATCH = 100;

    public SendMessages {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(sessionId);
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.size() > MAX_BATCH) {
            throw CogoException.invalid("a batch has 1 to " + MAX_BATCH + " messages");
        }
    }

    /** Messages that may ask the AI by themselves. */
    public SendMessages(UUID userId, UUID sessionId, List<NewMessage> messages) {
        this(userId, sessionId, messages, false);
    }
}
