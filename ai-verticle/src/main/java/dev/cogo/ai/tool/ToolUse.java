package dev.cogo.ai.tool;

import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/**
 * One call that is made.
 *
 * @param userId who asked the question: it is made with their rights
 * @param sessionId where they asked
 * @param callId the same each time the call is made, should that happen twice
 * @param unwanted completes when nobody wants it any more
 */
record ToolUse(
        UUID userId, UUID sessionId, UUID callId, String tool, Map<String, Object> arguments, Future<Void> unwanted) {}
