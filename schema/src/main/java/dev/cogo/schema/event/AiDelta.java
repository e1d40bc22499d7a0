package dev.cogo.schema.event;

import java.util.UUID;

/**
 * A piece of an answer that the AI is writing. The stored message, which replies to the question, is the truth.
 *
 * @param questionId the message that is answered
 * @param attempt which attempt at the run says it; a higher one begins anew
 * @param index counts the pieces of an attempt, from 0
 * @param offset where in the attempt's text it stands, in UTF-16 code units
 */
public record AiDelta(UUID sessionId, UUID questionId, UUID runId, int attempt, int index, int offset, String text) {}
