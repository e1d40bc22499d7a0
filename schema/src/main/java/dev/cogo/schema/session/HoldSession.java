package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.text.LineText;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's request that nothing of a session gets lost from now on.
 *
 * @param operator null for a command
 * @param reason a line for other operators, 1 to {@value #MAX_REASON} characters
 */
public record HoldSession(@Nullable UUID operator, UUID sessionId, String reason) implements BusRecord {
    public static final int MAX_REASON = 200;

    public HoldSession {
        reason = LineText.of(reason, "reason", MAX_REASON);
    }
}
