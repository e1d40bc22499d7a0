package dev.cogo.archive.history;

/** The columns that the hot table and history have in common. */
final class MessageColumns {
    static final String ALL =
            "id, session_id, seq, user_id, content, message_type, timestamp, client_message_id, reply_to, metadata,"
                    + " message_number, mentions, edited_at, edited_by, deleted_at, deleted_by, key_id, ciphertext";

    private MessageColumns() {}
}
