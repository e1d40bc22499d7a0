package dev.cogo.schema.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored message as it is now, as every door shows it.
 *
 * @param seq position in the session's timeline: dense over all its events, from 1
 * @param userId who wrote it, which stays when that account is deleted; null for what the server's own services wrote ({@code
 *     messageType} says which), and for what a former system had without an author
 * @param content empty when the message was deleted
 * @param timestamp when it was stored, by the database's clock
 * @param clientMessageId the sender's own id, if one was given; unique for a sender and session
 * @param mentions the members whom the sender named
 * @param editedAt when the content was last changed; null when it never was
 * @param editedBy who changed it: the author, or somebody whose role allows it
 * @param deletedAt when it was deleted; what remains then is a tombstone without content, metadata and mentions
 * @param deletedBy who deleted it
 * @param reactions who thinks what of it, in history only; null when there is none, and in events, which do not change it
 * @param unreadable whether it is encrypted and can't be opened: it was changed in the database, or its key is missing; then
 *     it has no content and metadata
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
        @Nullable Map<String, Object> metadata,
        @Nullable List<UUID> mentions,
        @Nullable Instant editedAt,
        @Nullable UUID editedBy,
        @Nullable Instant deletedAt,
        @Nullable UUID deletedBy,
        @Nullable List<Reaction> reactions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unreadable)
        implements BusRecord {
    public Message {
        metadata = Json.frozen(metadata);
        mentions = mentions == null ? null : List.copyOf(mentions);
        reactions = reactions == null ? null : List.copyOf(reactions);
    }

    /** A message that nobody has changed yet. */
    public Message(
            UUID id,
            long seq,
            UUID sessionId,
            @Nullable UUID userId,
            String content,
            MessageType messageType,
            Instant timestamp,
            @Nullable String clientMessageId,
            @Nullable UUID replyTo,
            @Nullable Map<String, Object> metadata) {
        this(
                id,
                seq,
                sessionId,
                userId,
                content,
                messageType,
                timestamp,
                clientMessageId,
                replyTo,
                metadata,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    /** The same message, edited at this time. */
    public Message withEditedAt(Instant time) {
        return new Message(
                id,
                seq,
                sessionId,
                userId,
                content,
                messageType,
                timestamp,
                clientMessageId,
                replyTo,
                metadata,
                mentions,
                time,
                editedBy,
                deletedAt,
                deletedBy,
                reactions,
                unreadable);
    }
}
