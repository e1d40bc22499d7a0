package dev.cogo.schema.message;

import dev.cogo.schema.channel.ForSession;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a service of the server (AI, agent bridge) puts into a session. It needs no membership; no door lets a client reach
 * this address.
 *
 * @param message must carry a {@code clientMessageId}: a service repeats itself after a crash, and the session must not
 * @param by the assistant whose message it is; null for one of nobody
 */
public record PostMessage(
        UUID sessionId,
        MessageType messageType,
        NewMessage message,
        @Nullable By by) implements ForSession {
    /** How deep assistants may ask one another, by naming each other in their answers to one question of a person. */
    public static final int MAX_DEPTH = 3;

    /**
     * An assistant as an author. Another one that it names is asked, in the name of the same person.
     *
     * @param askerId the person for whom it speaks
     * @param depth how many assistants have asked before it; above {@link #MAX_DEPTH} minus one it asks nobody
     */
    public record By(UUID assistantId, UUID askerId, int depth) {}

    public PostMessage {
        Objects.requireNonNull(sessionId);
        Objects.requireNonNull(messageType);
        Objects.requireNonNull(message.clientMessageId(), "a service's message needs a clientMessageId");
    }

    /** A message of nobody. */
    public PostMessage(UUID sessionId, MessageType messageType, NewMessage message) {
        this(sessionId, messageType, message, null);
    }
}
