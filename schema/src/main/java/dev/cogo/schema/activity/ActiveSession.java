package dev.cogo.schema.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.message.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands, as one of its members sees it.
 *
 * @param seq of the last event of its timeline
 * @param lastReadSeq the member's read mark
 * @param unread messages after that mark
 * @param lastActivity when the last message came
 * @param lastMessage the last one, with the beginning of its content alone, and in an encrypted session without any; null
 *     before the first, and when it was only read
 * @param displayName who wrote that
 * @param changed whether its settings or members have changed, too: then the session is to be read again
 */
public record ActiveSession(
        UUID sessionId,
        long seq,
        long lastReadSeq,
        long unread,
        Instant lastActivity,
        @Nullable Message lastMessage,
        @Nullable String displayName,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean changed) {}
