package dev.cogo.schema.ai;

import java.util.UUID;

/**
 * Where the pieces of an answer are to go while it is written.
 *
 * @param place the name under which the asker's gateway serves {@code ANSWER_DELTA}
 * @param streamId tells the streams of that gateway apart
 */
public record StreamTo(String place, UUID streamId) {}
