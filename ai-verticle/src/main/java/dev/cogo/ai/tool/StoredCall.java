package dev.cogo.ai.tool;

import dev.cogo.ai.provider.ToolCall;
import dev.cogo.schema.ai.ApprovalState;
import dev.cogo.schema.ai.ToolApproval;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call as its row says. */
record StoredCall(
        UUID id,
        UUID runId,
        int step,
        ToolCall call,
        String server,
        String tool,
        boolean share,
        ApprovalState state,
        @Nullable String result,
        @Nullable Instant deadline,
        Instant createdAt) {
    static final String COLUMNS =
            "c.id, c.run_id, c.step, c.model_id, c.model_tool, c.signature, c.server, c.tool, c.arguments, c.share, c.state, c.result, c.deadline, c.created_at";

    /** A result is shown so far. */
    private static final int SHOWN = 4096;

    static StoredCall of(Row row) {
        JsonObject arguments = row.getJsonObject("arguments");
        OffsetDateTime deadline = row.getOffsetDateTime("deadline");
        return new StoredCall(
                row.getUUID("id"),
                row.getUUID("run_id"),
                row.getInteger("step"),
                new ToolCall(
                        row.getString("model_id"),
                        row.getString("model_tool"),
                        arguments.getMap(),
                        row.getString("signature")),
                row.getString("server"),
                row.getString("tool"),
                row.getBoolean("share"),
                ApprovalState.of(row.getString("state")),
                row.getString("result"),
                deadline == null ? null : deadline.toInstant(),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** As who asked the question sees it. */
    ToolApproval view(UUID sessionId) {
        String text = result;
        return new ToolApproval(
                id,
                runId,
                sessionId,
                server,
                tool,
                call.arguments(),
                state,
                text == null || text.length() <= SHOWN ? text : text.substring(0, SHOWN),
                deadline,
                createdAt);
    }

    /** What the model is told, once it can be. */
    String told() {
        return switch (state) {
            case SHARED -> String.valueOf(result);
            case KEPT -> "The person who asked keeps what this call found to themselves. Answer without it.";
            case DENIED -> result == null ? "The person who asked did not allow this call." : result;
            default -> throw new IllegalStateException("the call has not come to its end");
        };
    }

    /** Whether the model can be told what came of it. */
    boolean isOver() {
        return state == ApprovalState.SHARED || state == ApprovalState.KEPT || state == ApprovalState.DENIED;
    }
}
