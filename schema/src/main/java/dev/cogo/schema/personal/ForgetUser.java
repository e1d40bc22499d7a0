package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** The job's request that a room forgets what it holds of a user. Repeatable. */
public record ForgetUser(UUID userId) implements BusRecord {}
