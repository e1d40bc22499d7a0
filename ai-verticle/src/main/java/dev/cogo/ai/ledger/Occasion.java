package dev.cogo.ai.ledger;

import dev.cogo.schema.assistant.Assistant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a provider is called.
 *
 * @param jobId null for a greeting
 * @param sessionId null when no session is concerned
 * @param assistant who answers; null where it is none, as for a session's title
 */
public record Occasion(
        @Nullable UUID jobId,
        @Nullable UUID sessionId,
        UUID userId,
        @Nullable Assistant assistant) {}
