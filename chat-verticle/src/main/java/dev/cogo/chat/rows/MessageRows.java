package dev.cogo.chat.rows;

import dev.cogo.chat.encryption.AssociatedData;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.Reaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages as rows of {@code chat_messages_history}. Thread-safe. */
public final class MessageRows {
    /** The columns that {@link #read} wants. */
    public static final String COLUMNS = "id, session_id, seq, user_id, content, message_type, timestamp,"
            + " client_message_id, reply_to, metadata, mentions, edited_at, edited_by, deleted_at, deleted_by, key_id,"
            + " ciphertext";

    private final MessageCipher cipher;

    public MessageRows(MessageCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * The message of a row that has {@link #COLUMNS}, without its reactions. One that can't be opened says nothing and is marked
     * so: a damaged row is one message, not the page that it stands on.
     */
    public Message read(Row row) {
        return read(row, plainIfReadable(row), null);
    }

    /**
     * The same for who needs what it says.
     *
     * @throws CogoException {@code encryption_unavailable}, {@code decryption_failed}
     */
    public Message open(Row row) {
        return read(row, plain(row), null);
    }

    /** Like {@link #read(Row)} for a row that also has {@code reactions}: a JSON array, or null when there are none. */
    public Message readWithReactions(Row row) {
        JsonArray reactions = row.getJsonArray("reactions");
        return read(
                row,
                plainIfReadable(row),
                reactions == null
                        ? null
                        : reactions.stream()
                                .map(item -> ((JsonObject) item).mapTo(Reaction.class))
                                .toList());
    }

    /** Like {@link #read(Row)}, but what an encrypted message says stays closed: for previews. */
    public Message readClosed(Row row) {
        return read(row, new Plain(row.getString("content"), metadata(row)), null);
    }

    private static Message read(Row row, @Nullable Plain plain, @Nullable List<Reaction> reactions) {
        UUID[] mentions = row.getArrayOfUUIDs("mentions");
        return new Message(
                row.getUUID("id"),
                row.getLong("seq"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                plain == null ? "" : plain.content(),
                MessageType.of(row.getString("message_type")),
                row.getOffsetDateTime("timestamp").toInstant(),
                row.getString("client_message_id"),
                row.getUUID("reply_to"),
                plain == null ? null : plain.metadata(),
                mentions == null ? null : Arrays.asList(mentions),
                instant(row, "edited_at"),
                row.getUUID("edited_by"),
                instant(row, "deleted_at"),
                row.getUUID("deleted_by"),
                reactions,
                plain == null);
    }

    private Plain plain(Row row) {
        String keyId = row.getString("key_id");
        if (keyId == null) {
            return new Plain(row.getString("content"), metadata(row));
        }
        Buffer ciphertext = row.getBuffer("ciphertext");
        byte[] bytes = ciphertext == null ? new byte[0] : ciphertext.getBytes();
        return cipher.open(AssociatedData.ofMessage(row), new Sealed(keyId, bytes));
    }

    private @Nullable Plain plainIfReadable(Row row) {
        try {
            return plain(row);
        } catch (CogoException closed) { // which the cipher has logged
            return null;
        }
    }

    private static java.util.@Nullable Map<String, Object> metadata(Row row) {
        JsonObject metadata = row.getJsonObject("metadata");
        return metadata == null ? null : metadata.getMap();
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
