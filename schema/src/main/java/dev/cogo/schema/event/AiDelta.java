package dev.cogo.schema.event;

import java.util.UUID;

/**
 * A piece of an answer that the AI is writing. The stored message, which replies to the question, is the truth.
 *
 * @param questionId the message that is answered
 * @param index counts the pieces of an answer, from 0
 */
public record AiDelta(UUID sessionId, UUID questionId, int index, String text) {}
