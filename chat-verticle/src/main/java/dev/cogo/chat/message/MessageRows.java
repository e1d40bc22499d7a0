package dev.cogo.chat.message;

import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** Messages as rows of {@code chat_messages_history}. */
public final class MessageRows {
    /** The columns that {@link #read} wants. */
    public static final String COLUMNS =
            "id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to, metadata";

    private MessageRows() {}

    /** The message of a row that has {@link #COLUMNS}. */
    public static Message read(Row row) {
        JsonObject metadata = row.getJsonObject("metadata");
        return new Message(
                row.getUUID("id"),
                row.getLong("seq"),
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getString("content"),
                MessageType.of(row.getString("message_type")),
                row.getOffsetDateTime("timestamp").toInstant(),
                row.getString("client_message_id"),
                row.getUUID("reply_to"),
                metadata == null ? null : metadata.getMap());
    }
}
