package dev.cogo.schema.invite;

import dev.cogo.schema.channel.ForSession;
import java.util.UUID;

/** A request to end an invite, by somebody who may invite. */
public record RevokeInvite(UUID userId, UUID sessionId, UUID inviteId) implements ForSession {}
