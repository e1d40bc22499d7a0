package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work of the AI for one question, as members of its session see it.
 *
 * @param userId who asked
 * @param assistantId who answers
 * @param questionId the message that is answered, with its seq
 * @param variant which answer to the question it is, from 1
 * @param attempt how often it was begun
 * @param cancelling whether somebody has ended it and it is not over yet
 * @param answerSeq the seq of the answer's message; null while there is none
 * @param error the code of why there is no whole answer
 */
public record AiRun(
        UUID runId,
        UUID sessionId,
        UUID userId,
        UUID assistantId,
        UUID questionId,
        long questionSeq,
        int variant,
        String language,
        RunStatus status,
        int attempt,
        boolean cancelling,
        @Nullable Long answerSeq,
        @Nullable String error,
        Instant createdAt,
        Instant updatedAt)
        implements BusRecord {}
