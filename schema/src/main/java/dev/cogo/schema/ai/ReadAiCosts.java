package dev.cogo.schema.ai;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.Set;
import java.util.UUID;

/**
 * An operator's request for what the AI cost in the last days, today among them.
 *
 * @param by {@code model}, {@code assistant}, {@code user}, {@code session} or {@code day}
 * @param days 1 to 92
 * @param limit 1 to 200, the dearest first
 */
public record ReadAiCosts(UUID userId, String by, int days, int limit) implements BusRecord {
    public static final int MAX_DAYS = 92;
    public static final int MAX_LIMIT = 200;
    private static final Set<String> BY = Set.of("model", "assistant", "user", "session", "day");

    public ReadAiCosts {
        if (!BY.contains(by) || days < 1 || days > MAX_DAYS || limit < 1 || limit > MAX_LIMIT) {
            throw CogoException.invalid("by, days or limit is out of range");
        }
    }
}
