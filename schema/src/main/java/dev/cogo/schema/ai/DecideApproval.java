package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** What a user says to a call that waits for their word. */
public record DecideApproval(UUID userId, UUID callId, Decision decision) implements BusRecord {}
