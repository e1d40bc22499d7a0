package dev.cogo.schema.session;

import java.time.Instant;
import java.util.UUID;

/** A member of a session. */
public record Member(UUID userId, String displayName, MemberRole role, Instant joinedAt) {}
