package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.webhook.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes what endpoints are to be told, in the transaction of what happened: told once to each, and not at all if it did not. */
public final class Outbox {
    // The specification asks for less than 20 KB.
    private static final int MAX_PAYLOAD_BYTES = 18 * 1024;

    private static final String ADD = """
            WITH wanted AS (
                INSERT INTO webhook_deliveries (id, endpoint_id, event_key, type, payload)
                SELECT ($5::uuid[])[row_number() OVER ()], id, $1::text, $2::text, $3::text FROM webhook_endpoints
                WHERE enabled AND (events = '{}' OR $2 = ANY (events))
                  AND (session_ids IS NULL OR $4::uuid = ANY (session_ids))
                ON CONFLICT (endpoint_id, event_key) DO NOTHING
                RETURNING endpoint_id)
            UPDATE webhook_endpoints SET pending = true, next_attempt_at = least(next_attempt_at, now())
            FROM wanted WHERE id = endpoint_id""";

    private Outbox() {}

    /** What has become of a task, if endpoints want to hear of that; repeatable. */
    public static void add(Statements tx, Task task) {
        WebhookEvent event = WebhookEvent.of(task.status());
        // A task may ask several times, and ends once.
        String key = event.wireName() + " " + task.taskId()
                + (task.question() == null ? "" : " " + task.question().inputId());
        UUID[] ids =
                Stream.generate(Ids::next).limit(Endpoints.MAX_ENDPOINTS * 2L).toArray(UUID[]::new);
        tx.query(ADD, key, event.wireName(), payload(event, task), task.sessionId(), ids);
    }

    private static String payload(WebhookEvent event, Task task) {
        Map<String, Object> data = Json.object(task).getMap();
        String payload = payload(event, task.updatedAt(), data);
        if (payload.getBytes(StandardCharsets.UTF_8).length <= MAX_PAYLOAD_BYTES) {
            return payload;
        }
        Map<String, Object> shorter = new LinkedHashMap<>(data);
        shorter.remove("result");
        shorter.remove("question");
        shorter.put("omitted", true);
        return payload(event, task.updatedAt(), shorter);
    }

    private static String payload(WebhookEvent event, Instant timestamp, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", event.wireName());
        payload.put("timestamp", timestamp.toString());
        payload.put("data", data);
        return Json.string(payload);
    }
}
