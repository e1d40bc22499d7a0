package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.webhook.AddWebhookSecret;
import dev.cogo.schema.webhook.CreateWebhook;
import dev.cogo.schema.webhook.DeleteWebhook;
import dev.cogo.schema.webhook.ListWebhooks;
import dev.cogo.schema.webhook.ReadWebhook;
import dev.cogo.schema.webhook.UpdateWebhook;
import dev.cogo.schema.webhook.Webhook;
import dev.cogo.schema.webhook.WebhookEvent;
import dev.cogo.schema.webhook.WebhookPage;
import dev.cogo.schema.webhook.WebhookSecret;
import dev.cogo.schema.webhook.WebhookSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told what happens. Who asks is checked at the door. */
public final class Endpoints {
    /** Each event is a row for each of them. */
    static final int MAX_ENDPOINTS = 50;

    private static final String SELECT = """
            SELECT id, url, description, events, session_ids, enabled, disabled_reason, created_at, updated_at,
                   (SELECT coalesce(jsonb_agg(jsonb_build_array(secret.id, secret.created_at, secret.ends_at) ORDER BY secret.id),
                                    '[]')
                    FROM webhook_secrets AS secret
                    WHERE secret.endpoint_id = webhook_endpoints.id AND (ends_at IS NULL OR ends_at > now())) AS secrets
            FROM webhook_endpoints WHERE user_id IS NULL""";

    private final Database database;
    private final DerivedSecrets secrets;
    private final MessageOutbox messages;
    private final Runnable due;

    /** @param due told when there may be something to deliver */
    public Endpoints(Database database, DerivedSecrets secrets, MessageOutbox messages, Runnable due) {
        this.database = database;
        this.secrets = secrets;
        this.messages = messages;
        this.due = due;
    }

    /**
     * Makes one; its secret is in the answer, and nowhere else.
     *
     * @throws CogoException {@code too_many_webhooks}, {@code invalid_request}
     */
    public Webhook create(CreateWebhook request) {
        WebhookSettings settings = request.settings();
        UUID id = Ids.next();
        UUID secretId = Ids.next();
        List<WebhookEvent> events = settings.events() == null ? List.of() : settings.events();
        boolean listens = listens(events, settings.sessions());
        Map<UUID, Long> ends = listens ? messages.ends(settings.sessions()) : Map.of();
        database.transaction(tx -> {
            // Two at the same moment may pass together: it bounds them, it does not count them.
            int made = tx.query(
                            """
                            INSERT INTO webhook_endpoints (id, url, description, events, session_ids, enabled, listens, pending)
                            SELECT $1::uuid, $2::text, $3::text, $4::text[], $5::uuid[], $6::boolean, $8::boolean, $8
                            WHERE (SELECT count(*) FROM webhook_endpoints WHERE user_id IS NULL) < $7""",
                            id,
                            settings.url(),
                            settings.description(),
                            names(events),
                            sessions(settings),
                            settings.enabled() == null || settings.enabled(),
                            (long) MAX_ENDPOINTS,
                            listens)
                    .rowCount();
            if (made == 0) {
                throw new CogoException(
                        ErrorCode.TOO_MANY_WEBHOOKS, "there can be " + MAX_ENDPOINTS + " endpoints at most");
            }
            MessageOutbox.listen(tx, id, ends, true);
            return tx.query("INSERT INTO webhook_secrets (id, endpoint_id) VALUES ($1, $2)", secretId, id);
        });
        due.run();
        Webhook made = read(new ReadWebhook(id));
        WebhookSecret secret = made.secrets().getFirst();
        return new Webhook(
                made.id(),
                made.url(),
                made.description(),
                made.events(),
                made.sessions(),
                made.enabled(),
                made.disabledReason(),
                List.of(shown(secret)),
                made.createdAt(),
                made.updatedAt());
    }

    /** All of them, oldest first. */
    public WebhookPage list(ListWebhooks request) {
        return new WebhookPage(
                database.query(SELECT + " ORDER BY id").stream()
                        .map(Endpoints::webhook)
                        .toList(),
                null);
    }

    /**
     * One of them.
     *
     * @throws CogoException {@code webhook_not_found}
     */
    public Webhook read(ReadWebhook request) {
        return database.query(SELECT + " AND id = $1", request.id()).stream()
                .findFirst()
                .map(Endpoints::webhook)
                .orElseThrow(Endpoints::notFound);
    }

    /**
     * Changes one. What waits for it goes to where it is now.
     *
     * @throws CogoException {@code webhook_not_found}, {@code invalid_request}
     */
    public Webhook update(UpdateWebhook request) {
        WebhookSettings settings = request.settings();
        Webhook before = read(new ReadWebhook(request.id()));
        List<UUID> sessions = settings.sessions() == null ? before.sessions() : settings.sessions();
        boolean listens = listens(settings.events() == null ? before.events() : settings.events(), sessions);
        Map<UUID, Long> ends = listens ? messages.ends(sessions) : Map.of();
        // What happened while it was told nothing is not told later either.
        boolean anew = !before.enabled();
        int changed = database.transaction(tx -> {
            int rows = tx.query(
                            """
                            UPDATE webhook_endpoints
                            SET url = coalesce($2, url), description = coalesce($3, description), events = coalesce($4, events),
                                session_ids = CASE WHEN $5::boolean THEN $6::uuid[] ELSE session_ids END,
                                enabled = coalesce($7, enabled), listens = $8,
                                disabled_reason = CASE WHEN $7 THEN NULL ELSE disabled_reason END, updated_at = now()
                            WHERE id = $1 AND user_id IS NULL""",
                            request.id(),
                            settings.url(),
                            settings.description(),
                            settings.events() == null ? null : names(settings.events()),
                            settings.sessions() != null,
                            sessions(settings),
                            settings.enabled(),
                            listens)
                    .rowCount();
            MessageOutbox.listen(tx, request.id(), rows == 0 ? Map.of() : ends, anew);
            Deliveries.arm(tx, request.id(), Duration.ZERO);
            return rows;
        });
        if (changed == 0) {
            throw notFound();
        }
        due.run();
        return read(new ReadWebhook(request.id()));
    }

    /**
     * Forgets one with its deliveries.
     *
     * @throws CogoException {@code webhook_not_found}
     */
    public Done delete(DeleteWebhook request) {
        if (database.query("DELETE FROM webhook_endpoints WHERE id = $1 AND user_id IS NULL", request.id())
                        .rowCount()
                == 0) {
            throw notFound();
        }
        return Done.DONE;
    }

    /**
     * Gives one a new secret: from now on there is a signature by it, and for a while one by the secret before it, too.
     *
     * @throws CogoException {@code webhook_not_found}
     */
    public WebhookSecret addSecret(AddWebhookSecret request) {
        UUID id = Ids.next();
        database.transaction(tx -> {
            // Others that do the same wait here.
            if (tx.query("SELECT 1 FROM webhook_endpoints WHERE id = $1 AND user_id IS NULL FOR UPDATE", request.id())
                            .size()
                    == 0) {
                throw notFound();
            }
            tx.query("""
                    DELETE FROM webhook_secrets WHERE endpoint_id = $1 AND ends_at IS NOT NULL""", request.id());
            tx.query("""
                    UPDATE webhook_secrets SET ends_at = now() + make_interval(secs => $2)
                    WHERE endpoint_id = $1""", request.id(), (double) request.keepSeconds());
            return tx.query("INSERT INTO webhook_secrets (id, endpoint_id) VALUES ($1, $2)", id, request.id());
        });
        return read(new ReadWebhook(request.id())).secrets().stream()
                .filter(secret -> secret.id().equals(id))
                .map(this::shown)
                .findFirst()
                .orElseThrow(Endpoints::notFound);
    }

    // Of messages an endpoint hears only what it names: nobody is told all that everybody says.
    private static boolean listens(List<WebhookEvent> events, @Nullable List<UUID> sessions) {
        boolean listens = events.stream().anyMatch(WebhookEvent.OF_MESSAGES::contains);
        if (listens && (sessions == null || sessions.isEmpty())) {
            throw CogoException.invalid("of messages only named sessions can be told: sessions is missing");
        }
        return listens;
    }

    private WebhookSecret shown(WebhookSecret secret) {
        String text = WebhookSecret.PREFIX + Base64.getEncoder().encodeToString(secrets.keyOf(secret.id()));
        return new WebhookSecret(secret.id(), secret.createdAt(), secret.endsAt(), text);
    }

    private static Webhook webhook(Row row) {
        UUID[] sessions = row.getArrayOfUUIDs("session_ids");
        return new Webhook(
                row.getUUID("id"),
                row.getString("url"),
                row.getString("description"),
                Stream.of(row.getArrayOfStrings("events")).map(WebhookEvent::of).toList(),
                sessions == null ? null : List.of(sessions),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                row.getJsonArray("secrets").stream()
                        .map(secret -> secret((JsonArray) secret))
                        .toList(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static WebhookSecret secret(JsonArray secret) {
        @Nullable String endsAt = secret.getString(2);
        return new WebhookSecret(
                UUID.fromString(secret.getString(0)),
                OffsetDateTime.parse(secret.getString(1)).toInstant(),
                endsAt == null ? null : OffsetDateTime.parse(endsAt).toInstant(),
                null);
    }

    private static String[] names(List<WebhookEvent> events) {
        return events.stream().map(WebhookEvent::wireName).toArray(String[]::new);
    }

    private static UUID @Nullable [] sessions(WebhookSettings settings) {
        return settings.sessions() == null || settings.sessions().isEmpty()
                ? null
                : settings.sessions().toArray(UUID[]::new);
    }

    static CogoException notFound() {
        return new CogoException(ErrorCode.WEBHOOK_NOT_FOUND, "there is no such webhook");
    }
}
