package dev.cogo.schema.message;

import dev.cogo.schema.bus.BusRecord;
import dev.cogo.schema.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored message, as every door shows it.
 *
 * @param seq position in the session: dense, from 1
 * @param userId who wrote it; null for what the house's own services wrote ({@code messageType} says which)
 * @param timestamp when it was stored, by the database's clock
 * @param clientMessageId the sender's own id, if one was given; unique for a sender and session
 */
public record Message(
        UUID id,
        long seq,
        UUID sessionId,
        @Nullable UUID userId,
        String content,
        MessageType messageType,
        Instant timestamp,
        @Nullable String clientMessageId,
        @Nullable UUID replyTo,
        @Nullable Map<String, Object> metadata)
        implements BusRecord {
    public Message {
        metadata = Json.frozen(metadata);
    }
}
