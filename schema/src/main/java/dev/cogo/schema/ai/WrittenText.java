package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link RequestCompletion}.
 *
 * @param truncated whether a limit ended it
 * @param usage null when nothing was asked of a model
 */
public record WrittenText(
        String text,
        String model,
        String provider,
        boolean truncated,
        @Nullable Usage usage) implements BusRecord {}
