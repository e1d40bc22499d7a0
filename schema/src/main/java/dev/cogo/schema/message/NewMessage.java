package dev.cogo.schema.message;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.text.Content;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message before it is stored.
 *
 * @param content see {@link Content#check}
 * @param clientMessageId 1 to 128 characters; a repeated send with the same one gives the first result
 * @param replyTo a message of the same session
 * @param metadata free for clients, at most {@link #MAX_METADATA_BYTES} as JSON
 * @param mentions members to be told of it, at most {@link #MAX_MENTIONS}; others are left out
 */
public record NewMessage(
        String content,
        @Nullable String clientMessageId,
        @Nullable UUID replyTo,
        @Nullable Map<String, Object> metadata,
        @Nullable List<UUID> mentions) {
    public static final int MAX_METADATA_BYTES = 4096;
    public static final int MAX_CLIENT_ID_CHARACTERS = 128;
    public static final int MAX_MENTIONS = 50;

    public NewMessage {
        content = Content.check(content);
        Content.checkLine(clientMessageId, "clientMessageId", MAX_CLIENT_ID_CHARACTERS);
        metadata = Json.frozen(metadata);
        if (metadata != null) {
            Content.checkJson(metadata, "metadata", MAX_METADATA_BYTES);
        }
        if (mentions != null) {
            if (mentions.size() > MAX_MENTIONS) {
                throw CogoException.invalid("at most " + MAX_MENTIONS + " members can be mentioned");
            }
            mentions = mentions.isEmpty() ? null : List.copyOf(mentions);
        }
    }

    public NewMessage(
            String content,
            @Nullable String clientMessageId,
            @Nullable UUID replyTo,
            @Nullable Map<String, Object> metadata) {
        this(content, clientMessageId, replyTo, metadata, null);
    }

    public NewMessage(String content) {
        this(content, null, null, null);
    }
}
