package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing of a session may get lost for now.
 *
 * @param heldBy the operator; null when it was done by a command
 */
public record SessionHold(String reason, @Nullable UUID heldBy, Instant heldAt) implements BusRecord {}
