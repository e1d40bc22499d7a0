package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * A piece of an answer that is being written, on its way to whoever asked.
 *
 * @param streamId of the wish that the request came with
 * @param index counts the pieces of an answer, from 0
 */
public record AnswerDelta(UUID streamId, int index, String text) implements BusRecord {}
