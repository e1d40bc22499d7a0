package dev.cogo.schema.message;

import dev.cogo.schema.channel.ForSession;
import java.util.Objects;
import java.util.UUID;

/**
 * A message that a service of the server (AI, agent bridge) puts into a session. It has no user and needs no membership;
 * no door lets a client reach this address.
 *
 * @param message must carry a {@code clientMessageId}: a service repeats itself after a crash, and the session must not
 */
public record PostMessage(UUID sessionId, MessageType messageType, NewMessage message) implements ForSession {
    public PostMessage {
        Objects.requireNonNull(sessionId);
        Objects.requireNonNull(messageType);
        Objects.requireNonNull(message.clientMessageId(), "a service's message needs a clientMessageId");
    }
}
