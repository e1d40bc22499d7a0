package dev.cogo.schema.session;

import dev.cogo.schema.channel.UserRequest;
import java.util.UUID;

/** A request to remove a member from a group, or, with one's own id, to leave it. */
public record RemoveMember(UUID userId, UUID sessionId, UUID memberId) implements UserRequest {}
