package dev.cogo.schema.ai;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's request for what the AI did for them in the last days, today among them; {@code days} is 1 to 31. */
public record ReadAiUsage(UUID userId, int days) implements BusRecord {
    public static final int MAX_DAYS = 31;

    public ReadAiUsage {
        if (days < 1 || days > MAX_DAYS) {
            throw CogoException.invalid("days must be 1 to " + MAX_DAYS);
        }
    }
}
