package dev.cogo.schema.event;

import dev.cogo.schema.ai.ApprovalState;
import java.util.UUID;

/**
 * A call of a tool in a run, as the session hears of it: without arguments and results.
 *
 * @param userId who asked the question, and is asked about the call
 */
public record AiStep(
        UUID sessionId, UUID runId, UUID callId, UUID userId, String server, String tool, ApprovalState state) {}
