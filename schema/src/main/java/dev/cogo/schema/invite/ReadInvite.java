package dev.cogo.schema.invite;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A question where an invite leads, before it is taken. */
public record ReadInvite(UUID userId, String token) implements BusRecord {}
