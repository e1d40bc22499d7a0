package dev.cogo.schema.archive;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** An operator's request for the hours of the last day, newest first; {@code hours} is 1 to 24. */
public record ReadAnalytics(UUID userId, int hours) implements BusRecord {
    public static final int MAX_HOURS = 24;

    public ReadAnalytics {
        if (hours < 1 || hours > MAX_HOURS) {
            throw CogoException.invalid("hours must be 1 to " + MAX_HOURS);
        }
    }
}
