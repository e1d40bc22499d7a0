package dev.cogo.schema.message;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * What became of a {@link SetReaction}; also the payload of {@code reaction}.
 *
 * @param messageSeq the message's own seq
 * @param userId who reacted
 * @param on whether the reaction is on now
 * @param count how many members react so now
 */
public record ReactionChange(
        UUID sessionId, UUID messageId, long messageSeq, UUID userId, String emoji, boolean on, long count)
        implements BusRecord {}
