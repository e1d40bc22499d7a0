package dev.cogo.chat.timeline;

import dev.cogo.chat.encryption.AssociatedData;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.chat.timeline.BatchPlan.FreshMessage;
import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statement that stores new messages of any number of sessions. */
final class MessageInsert {
    private static final String COLUMNS = "id, session_id, seq, user_id, content, message_type, timestamp,"
            + " client_message_id, reply_to, metadata, message_number, mentions, key_id, ciphertext";

    // History is the truth; the hot table is a copy that a refill after a crash may have made already. A sender has
    // read
    // up to their own message.
    private static final String STORE = """
            WITH fresh AS MATERIALIZED (
                SELECT id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to,
                       metadata::jsonb AS metadata, message_number, mentions::uuid[] AS mentions, key_id, ciphertext
                FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
                            $8::text[], $9::uuid[], $10::text[], $11::bigint[], $12::text[], $13::text[], $14::bytea[])
                     AS m (id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to,
                           metadata, message_number, mentions, key_id, ciphertext)
            ), history AS (
                INSERT INTO chat_messages_history (%1$s) SELECT %1$s FROM fresh
            ), hot AS (
                INSERT INTO chat_messages_realtime (%1$s) SELECT %1$s FROM fresh ON CONFLICT DO NOTHING
            ), keys AS (
                INSERT INTO message_keys (session_id, author, client_message_id, seq)
                SELECT session_id, coalesce(user_id, '%2$s'), client_message_id, seq
                FROM fresh WHERE client_message_id IS NOT NULL
            )
            UPDATE session_members m
            SET last_read_seq = own.seq, read_count = own.number, last_sent_at = own.timestamp
            FROM (SELECT session_id, user_id, max(seq) AS seq, max(message_number) AS number,
                         max(timestamp) AS timestamp
                  FROM fresh GROUP BY session_id, user_id) own
            WHERE m.session_id = own.session_id AND m.user_id = own.user_id""".formatted(COLUMNS, Submission.SERVICE);

    private final MessageCipher cipher;

    MessageInsert(MessageCipher cipher) {
        this.cipher = cipher;
    }

    void send(Pipeline tx, List<FreshMessage> fresh) {
        List<Content> contents = fresh.stream().map(this::content).toList();
        List<Message> messages = fresh.stream().map(FreshMessage::message).toList();
        tx.send(
                STORE,
                Columns.of(messages, Message::id, UUID[]::new),
                Columns.of(messages, Message::sessionId, UUID[]::new),
                Columns.of(messages, Message::seq, Long[]::new),
                Columns.of(messages, Message::userId, UUID[]::new),
                Columns.of(contents, Content::text, String[]::new),
                Columns.of(messages, message -> message.messageType().wireName(), String[]::new),
                Columns.of(messages, message -> message.timestamp().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
                Columns.of(messages, Message::clientMessageId, String[]::new),
                Columns.of(messages, Message::replyTo, UUID[]::new),
                Columns.of(contents, Content::metadata, String[]::new),
                Columns.of(fresh, FreshMessage::number, Long[]::new),
                Columns.of(messages, message -> uuidArray(message.mentions()), String[]::new),
                Columns.of(contents, Content::keyId, String[]::new),
                Columns.of(contents, Content::sealed, Buffer[]::new));
    }

    private Content content(FreshMessage fresh) {
        Message message = fresh.message();
        if (!fresh.encrypted()) {
            String metadata = message.metadata() == null ? null : Json.string(message.metadata());
            return new Content(message.content(), metadata, null, null);
        }
        Sealed sealed =
                cipher.seal(AssociatedData.ofMessage(message), new Plain(message.content(), message.metadata()));
        return new Content("", null, sealed.keyId(), Buffer.buffer(sealed.bytes()));
    }

    // An array of arrays would come out of unnest flat.
    private static @Nullable String uuidArray(@Nullable List<UUID> ids) {
        return ids == null ? null : ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private record Content(
            String text,
            @Nullable String metadata,
            @Nullable String keyId,
            @Nullable Buffer sealed) {}
}
