package dev.cogo.chat.encryption;

import dev.cogo.schema.message.Message;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The associated data of a sealed text (RFC 5116, section 2.1): what it is bound to and stands beside it in the open. A text opens
 * beside the same data alone. What the database may rightly change while the text stays as it is has no place here: who edited a
 * message, for one, which goes with that user's account.
 *
 * @param what names the text in the log
 * @param bytes the data; each field has its place, so no two say the same
 */
public record AssociatedData(String what, byte[] bytes) {
    /** The columns that {@link #ofMessage(Row)} wants. */
    public static final String COLUMNS = "id, session_id, seq, user_id, message_type, timestamp, reply_to, edited_at";

    private static final byte MESSAGE = 1;
    private static final byte EXPORT_PART = 2;

    /** A message: its session, id and seq, who wrote it and when, its type, what it replies to, when it was edited. */
    public static AssociatedData ofMessage(Message message) {
        return ofMessage(
                message.sessionId(),
                message.id(),
                message.seq(),
                message.userId(),
                message.messageType().wireName(),
                message.timestamp(),
                message.replyTo(),
                message.editedAt());
    }

    /** The same of its row. */
    public static AssociatedData ofMessage(Row row) {
        OffsetDateTime editedAt = row.getOffsetDateTime("edited_at");
        return ofMessage(
                row.getUUID("session_id"),
                row.getUUID("id"),
                row.getLong("seq"),
                row.getUUID("user_id"),
                row.getString("message_type"),
                row.getOffsetDateTime("timestamp").toInstant(),
                row.getUUID("reply_to"),
                editedAt == null ? null : editedAt.toInstant());
    }

    private static AssociatedData ofMessage(
            UUID sessionId,
            UUID id,
            long seq,
            @Nullable UUID userId,
            String messageType,
            Instant timestamp,
            @Nullable UUID replyTo,
            @Nullable Instant editedAt) {
        Buffer data = begin(MESSAGE);
        append(data, sessionId);
        append(data, id);
        data.appendLong(seq);
        appendIfAny(data, userId);
        append(data, timestamp);
        appendIfAny(data, replyTo);
        data.appendByte((byte) (editedAt == null ? 0 : 1));
        append(data, editedAt == null ? Instant.EPOCH : editedAt);
        data.appendBytes(messageType.getBytes(StandardCharsets.UTF_8)); // the only one of any length, so the last
        return new AssociatedData("message " + id + " of session " + sessionId, data.getBytes());
    }

    /** A part of an export. */
    public static AssociatedData ofExportPart(UUID exportId, int part) {
        Buffer data = begin(EXPORT_PART);
        append(data, exportId);
        data.appendInt(part);
        return new AssociatedData("part " + part + " of export " + exportId, data.getBytes());
    }

    private static Buffer begin(byte kind) {
        return Buffer.buffer().appendByte(MessageCipher.VERSION).appendByte(kind);
    }

    private static void append(Buffer data, UUID id) {
        data.appendLong(id.getMostSignificantBits()).appendLong(id.getLeastSignificantBits());
    }

    private static void appendIfAny(Buffer data, @Nullable UUID id) {
        data.appendByte((byte) (id == null ? 0 : 1));
        append(data, id == null ? new UUID(0, 0) : id);
    }

    /** As exactly as the database keeps it. */
    private static void append(Buffer data, Instant time) {
        data.appendLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
}
