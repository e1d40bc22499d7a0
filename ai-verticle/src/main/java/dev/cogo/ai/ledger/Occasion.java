package dev.cogo.ai.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a provider is called.
 *
 * @param jobId null for a greeting
 * @param sessionId null when no session is concerned
 */
public record Occasion(@Nullable UUID jobId, @Nullable UUID sessionId, UUID userId) {}
