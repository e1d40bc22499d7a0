package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.runtime.lease.LeasedWork;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.runtime.network.EgressFilter;
import dev.cogo.runtime.secret.DerivedSecrets;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings deliveries to their endpoints. One node at a time has an endpoint, and delivers what is due to it one by one: so a
 * receiver that hangs costs one place and keeps nobody else's waiting. A node that dies after a receiver has heard and before that
 * is written leaves it to be told again, by the same id.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** As many as there can be endpoints, or nearly. */
    private static final int MAX_AT_ONCE = 64;
    /** A throttling receiver that does not say for how long. */
    private static final Duration BREATH = Duration.ofSeconds(30);
    /** So long the log goes back. */
    private static final double KEPT_SECONDS = Duration.ofDays(30).toSeconds();

    private final Database database;
    private final DerivedSecrets secrets;
    private final DeliveryClient client;
    private final PushConfigs configs;
    private final MessageOutbox messages;
    private final LeasedWork<Endpoint> operators;
    private final LeasedWork<Endpoint> users;

    /** @param timeout how long a receiver may take to answer */
    public Deliveries(
            Vertx vertx,
            ClusterView cluster,
            Database database,
            DerivedSecrets secrets,
            PushConfigs configs,
            MessageOutbox messages,
            EgressFilter egress,
            Duration timeout) {
        this.database = database;
        this.secrets = secrets;
        this.client = new DeliveryClient(vertx, egress, timeout);
        this.configs = configs;
        this.messages = messages;
        LeaseConfig lease = LeaseConfig.of(LEASE, MAX_AT_ONCE);
        this.operators =
                new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, Endpoint.OF_OPERATORS, lease));
        this.users = new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, Endpoint.OF_USERS, lease));
    }

    public void start() {
        operators.start(this::deliver);
        users.start(this::deliver);
    }

    /** Says that something is due. */
    public void nudge() {
        operators.nudge();
        users.nudge();
    }

    /** Waits for what is under way. */
    public void stop() {
        operators.stop();
        users.stop();
        client.close();
    }

    /** Throws away the log's old part. */
    public void forgetOld() {
        database.query("""
                DELETE FROM webhook_deliveries WHERE id IN (
                    SELECT id FROM webhook_deliveries
                    WHERE status <> 'open' AND ended_at < now() - make_interval(secs => $1) LIMIT 1000)""", KEPT_SECONDS);
        configs.forgetOld(KEPT_SECONDS);
    }

    private void deliver(Lease<Endpoint> lease) {
        if (lease.row().listens()) {
            messages.fill(lease);
        }
        Duration pause = Duration.ZERO;
        for (Optional<Row> due = next(lease.id()); due.isPresent() && pause.isZero(); due = next(lease.id())) {
            lease.checkpoint();
            Row row = due.get();
            UUID id = row.getUUID("id");
            Attempt attempt = attempt(lease.row(), row);
            lease.fence(write(lease, id, row.getInteger("attempts") + 1, attempt));
            if (attempt.gone() && row.getUUID("config_id") != null) {
                configs.forget(row.getUUID("config_id"));
            } else if (attempt.gone()) {
                disable(lease.id());
                break;
            }
            if (!attempt.delivered() && attempt.throttled()) {
                pause = attempt.asked().compareTo(BREATH) > 0 ? attempt.asked() : BREATH;
            }
        }
        Duration rest = pause.compareTo(Schedule.LONGEST) < 0 ? pause : Schedule.LONGEST;
        // In a statement of its own, behind the one that locks the row: what others add from now on they say
        // themselves.
        lease.finish(tx -> arm(tx, lease.id(), rest));
        if (lease.row().listens()) {
            // That is soon.
            operators.nudge();
        }
    }

    private Attempt attempt(Endpoint endpoint, Row row) {
        UUID id = row.getUUID("id");
        String stored = row.getString("payload");
        Optional<String> made = stored == null ? messages.payload(row) : Optional.of(stored);
        if (made.isEmpty()) {
            return Attempt.NOTHING;
        }
        String payload = made.get();
        if (endpoint.url() != null) {
            return client.post(endpoint.url(), id, payload, Map.of(), keys(endpoint.id()));
        }
        return configs.receiver(row.getUUID("config_id"))
                .map(to -> client.post(to.url(), id, payload, to.headers(), to.keys()))
                .orElse(Attempt.NOBODY);
    }

    private Optional<Row> next(UUID endpoint) {
        return database.query("""
                        SELECT id, type, payload, session_id, seq, attempts, config_id FROM webhook_deliveries
                        WHERE endpoint_id = $1 AND status = 'open' AND next_attempt_at <= now()
                        ORDER BY next_attempt_at, id LIMIT 1""", endpoint).stream().findFirst();
    }

    private List<byte[]> keys(UUID endpoint) {
        return database.query("""
                        SELECT id FROM webhook_secrets
                        WHERE endpoint_id = $1 AND (ends_at IS NULL OR ends_at > now()) ORDER BY id""", endpoint).stream()
                .map(row -> secrets.keyOf(row.getUUID("id")))
                .toList();
    }

    private RowSet<Row> write(Lease<Endpoint> lease, UUID id, int attempts, Attempt attempt) {
        boolean over = attempts >= Schedule.MAX_ATTEMPTS || attempt.last();
        String status = attempt.delivered() ? "delivered" : over ? "failed" : "open";
        double pause = status.equals("open")
                ? Schedule.pauseAfter(attempts, attempt.asked()).toMillis() / 1000.0
                : 0;
        if (status.equals("failed")) {
            LOG.warn("webhook {}: delivery {} failed after {} attempts", lease.id(), id, attempts);
        }
        return database.query("""
                UPDATE webhook_deliveries SET status = $3, attempts = $4, last_status = $5, last_error = $6,
                       next_attempt_at = now() + make_interval(secs => $7),
                       ended_at = CASE WHEN $3 = 'open' THEN NULL ELSE now() END
                WHERE id = $1 AND EXISTS (SELECT FROM webhook_endpoints WHERE id = endpoint_id AND lease_owner = $2)""", id, lease.token(), status, attempts, attempt.status(), attempt.error(), pause);
    }

    private void disable(UUID endpoint) {
        LOG.warn("webhook {}: its receiver answered 410, so it is told nothing more", endpoint);
        database.query("""
                UPDATE webhook_endpoints SET enabled = false, disabled_reason = 'the receiver answered 410 Gone',
                                             updated_at = now()
                WHERE id = $1""", endpoint);
    }

    /** Writes when an endpoint is due next, if there is something for it or it wants to look. */
    static Object arm(Statements tx, UUID endpoint, Duration rest) {
        return tx.query("""
                UPDATE webhook_endpoints
                SET pending = due IS NOT NULL OR listens,
                    next_attempt_at = greatest(
                        coalesce(least(due, CASE WHEN listens THEN now() + make_interval(secs => $3) END), now()),
                        now() + make_interval(secs => $2))
                FROM (SELECT min(next_attempt_at) AS due FROM webhook_deliveries
                      WHERE endpoint_id = $1 AND status = 'open') AS open
                WHERE id = $1""", endpoint, rest.toMillis() / 1000.0, MessageOutbox.LOOK_SECONDS);
    }
}
