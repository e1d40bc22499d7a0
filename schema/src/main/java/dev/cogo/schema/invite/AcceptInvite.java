package dev.cogo.schema.invite;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A request to join by an invite; who is a member already stays as they are, and uses up nothing. */
public record AcceptInvite(UUID userId, String token) implements BusRecord {}
