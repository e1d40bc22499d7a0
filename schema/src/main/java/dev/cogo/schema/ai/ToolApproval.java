package dev.cogo.schema.ai;

import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that the AI wants to make for a question, as who asked it sees it.
 *
 * @param server whose tool; {@code chat} for the tools of this server
 * @param result the beginning of what it found; null while it found nothing, or when the run is over
 * @param deadline when the answer counts as no; null when nobody is asked
 */
public record ToolApproval(
        UUID callId,
        UUID runId,
        UUID sessionId,
        String server,
        String tool,
        Map<String, Object> arguments,
        ApprovalState state,
        @Nullable String result,
        @Nullable Instant deadline,
        Instant createdAt)
        implements BusRecord {
    public ToolApproval {
        arguments = Json.frozen(arguments);
    }
}
