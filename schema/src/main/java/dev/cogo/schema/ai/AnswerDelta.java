package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * A piece of a text that is being written, on its way to whoever asked; the rest as in the event {@code ai_delta}. Of a text that is no
 * run, the question and the run are the stream itself.
 *
 * @param streamId of the wish that the request came with
 */
public record AnswerDelta(UUID streamId, UUID questionId, UUID runId, int attempt, int index, int offset, String text)
        implements BusRecord {}
