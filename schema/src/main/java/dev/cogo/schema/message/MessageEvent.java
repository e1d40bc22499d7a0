package dev.cogo.schema.message;

import dev.cogo.schema.record.BusRecord;
import org.jspecify.annotations.Nullable;

/** @param message as it is now; null when it is not kept any more, and for encrypted sessions */
public record MessageEvent(@Nullable Message message) implements BusRecord {}
