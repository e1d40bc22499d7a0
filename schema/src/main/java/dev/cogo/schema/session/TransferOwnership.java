package dev.cogo.schema.session;

import dev.cogo.schema.channel.UserRequest;
import java.util.UUID;

/** An owner's request to make a member owner in their place; the caller becomes an admin. */
public record TransferOwnership(UUID userId, UUID sessionId, UUID memberId) implements UserRequest {}
