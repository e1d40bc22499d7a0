package dev.cogo.schema.message;

import dev.cogo.schema.channel.UserRequest;
import java.util.UUID;

/**
 * A request to delete a message: its content goes for good, a tombstone keeps its place. Its author may, and whom the
 * session's role table lets. Deleting it again changes nothing and makes no event.
 */
public record DeleteMessage(UUID userId, UUID sessionId, UUID messageId) implements UserRequest {}
