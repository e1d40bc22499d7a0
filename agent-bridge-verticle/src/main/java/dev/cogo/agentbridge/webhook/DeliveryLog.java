package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.webhook.DeliveryStatus;
import dev.cogo.schema.webhook.ListWebhookDeliveries;
import dev.cogo.schema.webhook.ReadWebhook;
import dev.cogo.schema.webhook.ReplayWebhookDelivery;
import dev.cogo.schema.webhook.WebhookDelivery;
import dev.cogo.schema.webhook.WebhookDeliveryPage;
import dev.cogo.schema.webhook.WebhookEvent;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What endpoints were told, and telling it again. */
public final class DeliveryLog {
    private static final String COLUMNS =
            "id, type, status, attempts, last_status, last_error, created_at, next_attempt_at, ended_at";
    private static final UUID BEHIND_ALL = new UUID(-1L, -1L);

    private final Database database;
    private final Endpoints endpoints;
    private final Runnable due;

    /** @param due told when there is something to deliver */
    public DeliveryLog(Database database, Endpoints endpoints, Runnable due) {
        this.database = database;
        this.endpoints = endpoints;
        this.due = due;
    }

    /**
     * A page of an endpoint's deliveries, newest first.
     *
     * @throws CogoException {@code webhook_not_found}, {@code invalid_cursor}
     */
    public WebhookDeliveryPage list(ListWebhookDeliveries request) {
        UUID before = before(request.cursor());
        endpoints.read(new ReadWebhook(request.id()));
        List<WebhookDelivery> found =
                database.query("SELECT " + COLUMNS + """
                                 FROM webhook_deliveries
                                WHERE endpoint_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3""", request.id(), before, (long) request.limit() + 1).stream()
                        .map(DeliveryLog::delivery)
                        .toList();
        if (found.size() <= request.limit()) {
            return new WebhookDeliveryPage(found, null);
        }
        List<WebhookDelivery> page = found.subList(0, request.limit());
        return new WebhookDeliveryPage(page, page.getLast().id().toString());
    }

    /**
     * Delivers something once more, by the same id.
     *
     * @throws CogoException {@code webhook_not_found}, also for another endpoint's delivery
     */
    public WebhookDelivery replay(ReplayWebhookDelivery request) {
        Optional<WebhookDelivery> again = database.transaction(tx -> {
            Optional<WebhookDelivery> delivery =
                    tx.query("""
                            UPDATE webhook_deliveries SET status = 'open', attempts = 0, next_attempt_at = now(), ended_at = NULL
                            WHERE id = $2 AND endpoint_id = $1 AND config_id IS NULL RETURNING """ + " " + COLUMNS, request.id(), request.deliveryId()).stream()
                            .findFirst()
                            .map(DeliveryLog::delivery);
            Deliveries.arm(tx, request.id(), Duration.ZERO);
            return delivery;
        });
        due.run();
        return again.orElseThrow(Endpoints::notFound);
    }

    private static UUID before(@Nullable String cursor) {
        if (cursor == null) {
            return BEHIND_ALL;
        }
        try {
            return Ids.parse(cursor, "cursor");
        } catch (CogoException e) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor was not issued by this list");
        }
    }

    private static WebhookDelivery delivery(Row row) {
        DeliveryStatus status = DeliveryStatus.of(row.getString("status"));
        OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new WebhookDelivery(
                row.getUUID("id"),
                WebhookEvent.of(row.getString("type")),
                status,
                row.getInteger("attempts"),
                row.getInteger("last_status"),
                row.getString("last_error"),
                row.getOffsetDateTime("created_at").toInstant(),
                status == DeliveryStatus.OPEN
                        ? row.getOffsetDateTime("next_attempt_at").toInstant()
                        : null,
                endedAt == null ? null : endedAt.toInstant());
    }
}
