package dev.cogo.schema.event;

import dev.cogo.schema.ai.RunStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of the AI is over.
 *
 * @param questionId the message that was to be answered
 * @param status never {@code running}
 * @param error the code of why there is no whole answer; null when nothing failed
 * @param messageId the answer's message; null when there is none
 * @param retract true when there is no message: what was heard of the text is to be forgotten; else null
 */
public record AiDone(
        UUID sessionId,
        UUID questionId,
        UUID runId,
        RunStatus status,
        @Nullable String error,
        @Nullable UUID messageId,
        @Nullable Boolean retract) {}
