package dev.cogo.schema.message;

import dev.cogo.schema.channel.UserRequest;
import dev.cogo.schema.text.Content;
import java.util.Objects;
import java.util.UUID;

/**
 * A request to change a message's text. Its author may, and whom the session's role table lets. The same text again changes
 * nothing and makes no event.
 *
 * @param content see {@link Content#check}
 */
public record EditMessage(UUID userId, UUID sessionId, UUID messageId, String content) implements UserRequest {
    public EditMessage {
        Objects.requireNonNull(userId);
        Objects.requireNonNull(sessionId);
        Objects.requireNonNull(messageId);
        content = Content.check(content);
    }
}
