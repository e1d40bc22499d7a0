package dev.cogo.schema.ai;

import dev.cogo.schema.message.Message;
import dev.cogo.schema.record.BusRecord;
import org.jspecify.annotations.Nullable;

/** A greeting; {@code message} is the stored one when a session was given. */
public record Greeting(
        String content,
        String language,
        String model,
        String provider,
        boolean cached,
        @Nullable Message message) implements BusRecord {}
