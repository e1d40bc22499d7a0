package dev.cogo.schema.ai;

import dev.cogo.schema.message.Message;
import dev.cogo.schema.record.BusRecord;
import org.jspecify.annotations.Nullable;

/**
 * The AI's answer.
 *
 * @param question the caller's message as stored
 * @param message the answer as stored
 * @param usage null when nothing was asked of a provider (cached, or offline)
 */
public record Answer(
        Message question,
        Message message,
        String language,
        String model,
        String provider,
        boolean cached,
        @Nullable Usage usage)
        implements BusRecord {}
