package dev.cogo.schema.event;

import java.util.UUID;

/** The payload of {@code user_typing}. */
public record Typing(UUID userId, UUID sessionId, boolean isTyping) {}
