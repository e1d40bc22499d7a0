package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.a2a.TaskJson;
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
import org.jspecify.annotations.Nullable;

/** Writes what endpoints are to be told, in the transaction of what happened: told once to each, and not at all if it did not. */
public final class Outbox {
    // The specification asks for less than 20 KB.
    static final int MAX_PAYLOAD_BYTES = 18 * 1024;

    private static final String ADD = """
            WITH wanted AS (
                INSERT INTO webhook_deliveries (id, endpoint_id, event_key, type, payload)
                SELECT ($5::uuid[])[row_number() OVER ()], id, $1::text, $2::text, $3::text FROM webhook_endpoints
                WHERE enabled AND user_id IS NULL AND (events = '{}' OR $2 = ANY (events))
                  AND (session_ids IS NULL OR $4::uuid = ANY (session_ids))
                ON CONFLICT (endpoint_id, event_key) DO NOTHING
                RETURNING endpoint_id)
            UPDATE webhook_endpoints SET pending = true, next_attempt_at = least(next_attempt_at, now())
            FROM wanted WHERE id = endpoint_id""";

    private static final String ADD_PUSH = """
            WITH wanted AS (
                INSERT INTO webhook_deliveries (id, endpoint_id, event_key, type, payload, config_id)
                SELECT ($1::uuid[])[row_number() OVER ()], endpoint.id, $2::text || ' ' || config.id, $3::text,
                       coalesce(replace($4::text, '"contextId":"' || context.session_id || '"',
                                        '"contextId":' || to_json(context.name)), $4),
                       config.id
                FROM a2a_push_configs AS config JOIN webhook_endpoints AS endpoint ON endpoint.user_id = config.user_id
                LEFT JOIN a2a_contexts AS context ON context.session_id = $7 AND context.user_id = config.user_id
                WHERE config.task_id = $5 AND ($6::uuid IS NULL OR config.id = $6)
                ON CONFLICT (endpoint_id, event_key) DO NOTHING
                RETURNING endpoint_id)
            UPDATE webhook_endpoints SET pending = true, next_attempt_at = least(next_attempt_at, now())
            FROM wanted WHERE id = endpoint_id""";

    private Outbox() {}

    /** What has become of a task, if endpoints want to hear of that; repeatable. */
    public static void add(Statements tx, Task task) {
        WebhookEvent event = WebhookEvent.of(task.status());
        tx.query(
                ADD,
                key(event, task),
                event.wireName(),
                payload(event, task),
                task.sessionId(),
                ids(Endpoints.MAX_ENDPOINTS * 2));
        addPush(tx, task, null);
    }

    /**
     * The same for clients of A2A that want to be told of this task.
     *
     * @param config the one that is told; null for all
     */
    static void addPush(Statements tx, Task task, @Nullable UUID config) {
        WebhookEvent event = WebhookEvent.of(task.status());
        String payload = TaskJson.statusUpdate(task).encode();
        int most = config == null ? PushConfigs.MAX_WATCHERS : 1;
        tx.query(
                ADD_PUSH,
                ids(most),
                key(event, task),
                event.wireName(),
                payload,
                task.taskId(),
                config,
                task.sessionId());
    }

    // A task may ask several times, and ends once.
    private static String key(WebhookEvent event, Task task) {
        return event.wireName() + " " + task.taskId()
                + (task.question() == null ? "" : " " + task.question().inputId());
    }

    private static UUID[] ids(int count) {
        return Stream.generate(Ids::next).limit(count).toArray(UUID[]::new);
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

    static String payload(WebhookEvent event, Instant timestamp, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", event.wireName());
        payload.put("timestamp", timestamp.toString());
        payload.put("data", data);
        return Json.string(payload);
    }
}
