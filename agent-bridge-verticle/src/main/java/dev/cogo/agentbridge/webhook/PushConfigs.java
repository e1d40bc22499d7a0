package dev.cogo.agentbridge.webhook;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.TaskReading;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.runtime.secret.SealedText;
import dev.cogo.schema.a2a.DeletePushConfig;
import dev.cogo.schema.a2a.ListPushConfigs;
import dev.cogo.schema.a2a.PushConfig;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.webhook.WebhookSecret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Where clients of A2A are told of tasks, each by its own user and for its own eyes. */
public final class PushConfigs {
    static final int MAX_OF_TASK = 10;
    /** Members of one session may watch the same task. */
    static final int MAX_WATCHERS = 100;
    /** Of all tasks that are not over. */
    static final int MAX_OF_USER = 1000;

    private static final String TOKEN = "token";
    private static final String SCHEME = "scheme";
    private static final String CREDENTIALS = "credentials";

    private final Database database;
    private final TaskReading reading;
    private final SealedText sealed;

    /** A receiver as deliveries need it. */
    record Receiver(String url, Map<String, String> headers, List<byte[]> keys) {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "Receiver[" + url + "]";
        }
    }

    public PushConfigs(Database database, TaskReading reading, DerivedSecrets keys) {
        this.database = database;
        this.reading = reading;
        this.sealed = new SealedText(keys);
    }

    /**
     * Notes one.
     *
     * @return whether there is something to deliver
     * @throws CogoException {@code task_not_found}; {@code rate_limited} when there are too many
     */
    public boolean store(SavePushConfig request) {
        reading.find(request.userId(), request.taskId());
        PushConfig config = request.config();
        return database.transaction(tx -> {
            // The row's lock: what becomes of the task is told to who is there by then.
            StoredTask task = tx
                    .query(
                            "SELECT " + StoredTask.COLUMNS + " FROM agent_tasks WHERE id = $1 FOR UPDATE",
                            request.taskId())
                    .stream()
                    .findFirst()
                    .map(StoredTask::of)
                    .orElseThrow(TaskReading::notFound);
            UUID id = id(tx, request);
            tx.query("""
                    INSERT INTO webhook_endpoints (id, user_id, events, enabled) VALUES ($1, $2, '{}', true)
                    ON CONFLICT (user_id) DO NOTHING""", Ids.next(), request.userId());
            tx.query(
                    """
                    INSERT INTO a2a_push_configs (id, task_id, user_id, config_id, url, sealed) VALUES ($1, $2, $3, $4, $5, $6)
                    ON CONFLICT (id) DO UPDATE SET url = EXCLUDED.url, sealed = EXCLUDED.sealed""",
                    id,
                    request.taskId(),
                    request.userId(),
                    config.id(),
                    config.url(),
                    Buffer.buffer(sealed.seal(id, secrets(config).encode())));
            boolean tell = request.alsoNow() && (task.ended() || task.task().question() != null);
            if (tell) {
                Outbox.addPush(tx, task.task(), id);
            }
            return tell;
        });
    }

    private static UUID id(Statements tx, SavePushConfig request) {
        Row counts = tx.query(
                        """
                        SELECT (SELECT id FROM a2a_push_configs WHERE task_id = $1 AND user_id = $2 AND config_id = $3) AS id,
                               (SELECT count(*) FROM a2a_push_configs WHERE task_id = $1 AND user_id = $2) AS of_task,
                               (SELECT count(*) FROM a2a_push_configs WHERE task_id = $1) AS watchers,
                               (SELECT count(*) FROM (SELECT 1 FROM a2a_push_configs WHERE user_id = $2 LIMIT $4) AS counted) AS of_user""",
                        request.taskId(),
                        request.userId(),
                        request.config().id(),
                        (long) MAX_OF_USER)
                .iterator()
                .next();
        UUID there = counts.getUUID("id");
        if (there != null) {
            return there;
        }
        if (counts.getLong("of_task") >= MAX_OF_TASK
                || counts.getLong("watchers") >= MAX_WATCHERS
                || counts.getLong("of_user") >= MAX_OF_USER) {
            throw new CogoException(
                    ErrorCode.RATE_LIMITED,
                    "of a task at most " + MAX_OF_TASK + " receivers of yours are told, and " + MAX_OF_USER
                            + " of all tasks");
        }
        return Ids.next();
    }

    /**
     * Where a user is told of a task.
     *
     * @throws CogoException {@code task_not_found}
     */
    public dev.cogo.schema.a2a.PushConfigs list(ListPushConfigs request) {
        reading.find(request.userId(), request.taskId());
        return new dev.cogo.schema.a2a.PushConfigs(database.query("""
                        SELECT id, config_id, url, sealed FROM a2a_push_configs
                        WHERE task_id = $1 AND user_id = $2 ORDER BY config_id""", request.taskId(), request.userId()).stream()
                .map(this::shown)
                .toList());
    }

    /**
     * Forgets one, and what it was not told yet.
     *
     * @throws CogoException {@code task_not_found}
     */
    public Done delete(DeletePushConfig request) {
        reading.find(request.userId(), request.taskId());
        database.query(
                "DELETE FROM a2a_push_configs WHERE task_id = $1 AND user_id = $2 AND config_id = $3",
                request.taskId(),
                request.userId(),
                request.id());
        return Done.DONE;
    }

    /** Forgets one whose receiver is gone. */
    void forget(UUID id) {
        database.query("DELETE FROM a2a_push_configs WHERE id = $1", id);
    }

    /** Forgets those of tasks that were over long ago. */
    void forgetOld(double seconds) {
        database.query("""
                DELETE FROM a2a_push_configs WHERE id IN (
                    SELECT config.id FROM a2a_push_configs AS config JOIN agent_tasks AS task ON task.id = task_id
                    WHERE task.status IN ('completed', 'failed', 'canceled') AND task.announced
                      AND config.created_at < now() - make_interval(secs => $1)
                      AND NOT EXISTS (SELECT FROM webhook_deliveries AS open
                                      WHERE open.config_id = config.id AND open.status = 'open')
                    LIMIT 1000)""", seconds);
    }

    /** How one is told; empty when it is forgotten. */
    Optional<Receiver> receiver(UUID id) {
        return database.query("SELECT id, url, sealed FROM a2a_push_configs WHERE id = $1", id).stream()
                .findFirst()
                .map(row -> receiver(row.getString("url"), secrets(row)));
    }

    private static Receiver receiver(String url, JsonObject secrets) {
        Map<String, String> headers = new TreeMap<>();
        String token = secrets.getString(TOKEN);
        Optional<byte[]> key = Optional.ofNullable(token).flatMap(PushConfigs::signingKey);
        if (token != null && key.isEmpty()) {
            headers.put("X-A2A-Notification-Token", token);
        }
        if (secrets.getString(SCHEME) != null && secrets.getString(CREDENTIALS) != null) {
            headers.put("Authorization", secrets.getString(SCHEME) + " " + secrets.getString(CREDENTIALS));
        }
        return new Receiver(url, headers, key.map(List::of).orElse(List.of()));
    }

    private static Optional<byte[]> signingKey(String token) {
        if (!token.startsWith(WebhookSecret.PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(token.substring(WebhookSecret.PREFIX.length()));
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private PushConfig shown(Row row) {
        JsonObject secrets = secrets(row);
        return new PushConfig(
                row.getString("config_id"),
                row.getString("url"),
                secrets.getString(TOKEN),
                secrets.getString(SCHEME),
                null);
    }

    private JsonObject secrets(Row row) {
        return new JsonObject(
                sealed.open(row.getUUID("id"), row.getBuffer("sealed").getBytes()));
    }

    private static JsonObject secrets(PushConfig config) {
        return new JsonObject()
                .put(TOKEN, config.token())
                .put(SCHEME, config.scheme())
                .put(CREDENTIALS, config.credentials());
    }
}
