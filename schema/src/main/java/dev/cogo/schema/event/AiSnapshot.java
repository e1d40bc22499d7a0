package dev.cogo.schema.event;

import dev.cogo.schema.assistant.AssistantCard;
import java.util.UUID;

/**
 * A run of the AI that is under way, with all that it has said so far: told when an attempt begins, and to whoever comes later or
 * missed something. What an earlier attempt said is to be forgotten.
 *
 * @param questionId the message that is answered
 * @param userId who asked
 * @param assistant who answers
 * @param variant which answer to the question it is, from 1
 * @param attempt counts from 1
 * @param offset the text's length in UTF-16 code units; a piece with this offset comes next
 */
public record AiSnapshot(
        UUID sessionId,
        UUID questionId,
        UUID runId,
        UUID userId,
        AssistantCard assistant,
        int variant,
        int attempt,
        int offset,
        String text) {}
