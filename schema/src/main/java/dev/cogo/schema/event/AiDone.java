package dev.cogo.schema.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The AI writes no more of an answer.
 *
 * @param questionId the message that was to be answered
 * @param error the code of why there is no answer; null when there is one
 */
public record AiDone(
        UUID sessionId, UUID questionId, @Nullable String error) {}
