package dev.cogo.schema.archive;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;

/** What the operations took in the last hours, 1 to 24. */
public record ReadFunctionMetrics(int hours) implements BusRecord {
    public static final int MAX_HOURS = 24;

    public ReadFunctionMetrics {
        if (hours < 1 || hours > MAX_HOURS) {
            throw CogoException.invalid("hours must be 1 to " + MAX_HOURS);
        }
    }
}
