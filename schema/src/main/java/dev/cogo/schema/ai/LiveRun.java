package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link ReadLiveRun}.
 *
 * @param run null when the session has none under way
 */
public record LiveRun(@Nullable AiRun run) implements BusRecord {}
