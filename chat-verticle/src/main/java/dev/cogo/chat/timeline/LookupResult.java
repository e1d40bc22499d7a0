package dev.cogo.chat.timeline;

import dev.cogo.chat.timeline.BatchPlan.Position;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link BatchLookup}: what the database says of one message that wants to be stored, or of one change.
 *
 * @param caller who wants it; null for the server and for who is no member
 * @param known where the message with its clientMessageId was stored; null if it is new
 * @param replyKnown whether what it replies to is a message of the session that was not deleted
 * @param repliesToAi the assistant whose message that is; null when it is none's
 */
record LookupResult(
        @Nullable Caller caller,
        @Nullable Position known,
        boolean replyKnown,
        @Nullable UUID repliesToAi) {}
