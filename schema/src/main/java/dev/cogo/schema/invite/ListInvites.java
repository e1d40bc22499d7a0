package dev.cogo.schema.invite;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** A request for a session's open invites, by somebody who may invite. */
public record ListInvites(UUID userId, UUID sessionId) implements ForSession {}
