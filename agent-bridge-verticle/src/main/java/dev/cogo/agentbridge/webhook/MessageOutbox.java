package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageEvent;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.message.ReadMessageEvent;
import dev.cogo.schema.message.ReadMessageEvents;
import dev.cogo.schema.message.ReadMessageEvents.After;
import dev.cogo.schema.webhook.WebhookEvent;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries of messages. Their outbox is the timeline of their session: an endpoint has a position in it, and gets rows for what
 * comes behind that as long as few of them wait. So a message costs nothing where nobody hears of it, a busy session fills no
 * table, and nothing is lost when a node goes. What a message says is read when it is told, and kept nowhere.
 */
public final class MessageOutbox {
    /** How often an endpoint looks. */
    static final double LOOK_SECONDS = 1;
    /** Deliveries of messages that are not over, of one endpoint. */
    static final int MAX_WAITING = 100;
    /** Beyond it an endpoint is told how much it missed. */
    static final int MAX_BEHIND = 1000;
    /** Deliveries of messages that are over and stay in the log, of one endpoint. */
    private static final int LOGGED = 1000;

    private final Bus bus;
    private final Database database;

    public MessageOutbox(Bus bus, Database database) {
        this.bus = bus;
        this.database = database;
    }

    /** Writes what happened since the last time, as far as there is room. */
    void fill(Lease<Endpoint> lease) {
        UUID endpoint = lease.id();
        Row state = database.query("""
                        SELECT events, (SELECT count(*)::integer FROM webhook_deliveries
                                        WHERE endpoint_id = $1 AND status = 'open' AND session_id IS NOT NULL) AS waiting
                        FROM webhook_endpoints WHERE id = $1""", endpoint).iterator().next();
        int room = MAX_WAITING - state.getInteger("waiting");
        Map<UUID, Long> positions = positions(endpoint);
        if (room <= 0 || positions.isEmpty()) {
            return;
        }
        MessageEvents happened = events(positions, MAX_WAITING);
        if (happened.sessions().isEmpty()) {
            return;
        }
        Set<WebhookEvent> wanted = Stream.of(state.getArrayOfStrings("events"))
                .map(WebhookEvent::of)
                .collect(Collectors.toSet());
        NextMessages next = NextMessages.of(positions, happened, wanted, room);
        database.<@Nullable Void>transaction(tx -> {
            lease.fence(tx.query(
                    "UPDATE webhook_endpoints SET pending = true WHERE id = $1 AND lease_owner = $2",
                    endpoint,
                    lease.token()));
            write(tx, endpoint, next);
            return null;
        });
    }

    private static void write(Database.Statements tx, UUID endpoint, NextMessages next) {
        List<NextMessages.Delivery> rows = next.deliveries();
        tx.query(
                """
                INSERT INTO webhook_deliveries (id, endpoint_id, event_key, type, payload, session_id, seq)
                SELECT id, $1, type || ' ' || session_id || ' ' || seq, type, payload, session_id, seq
                FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::bigint[])
                     AS fresh (id, type, payload, session_id, seq)
                ON CONFLICT (endpoint_id, event_key) DO NOTHING""",
                endpoint,
                rows.stream().map(row -> Ids.next()).toArray(UUID[]::new),
                rows.stream().map(row -> row.type().wireName()).toArray(String[]::new),
                rows.stream().map(NextMessages.Delivery::payload).toArray(String[]::new),
                rows.stream().map(NextMessages.Delivery::sessionId).toArray(UUID[]::new),
                rows.stream().map(NextMessages.Delivery::seq).toArray(Long[]::new));
        tx.query(
                """
                UPDATE webhook_positions AS place SET seq = next.seq
                FROM unnest($2::uuid[], $3::bigint[]) AS next (session_id, seq)
                WHERE endpoint_id = $1 AND place.session_id = next.session_id AND place.seq < next.seq""",
                endpoint,
                next.positions().keySet().toArray(UUID[]::new),
                next.positions().values().toArray(Long[]::new));
        tx.query("""
                DELETE FROM webhook_deliveries
                WHERE endpoint_id = $1 AND session_id IS NOT NULL AND status <> 'open' AND id <= (
                    SELECT id FROM webhook_deliveries
                    WHERE endpoint_id = $1 AND session_id IS NOT NULL AND status <> 'open'
                    ORDER BY id DESC OFFSET $2 LIMIT 1)""", endpoint, (long) LOGGED);
    }

    /** What is posted for a delivery that has no payload of its own; empty when there is no such message any more. */
    Optional<String> payload(Row row) {
        WebhookEvent event = WebhookEvent.of(row.getString("type"));
        long seq = row.getLong("seq");
        ReadMessageEvent request = new ReadMessageEvent(row.getUUID("session_id"), seq);
        MessageEvent found =
                bus.<MessageEvent>request(Address.MESSAGE_EVENT, request).await();
        return Optional.ofNullable(found.message()).map(message -> payload(event, seq, message));
    }

    private static String payload(WebhookEvent event, long seq, Message message) {
        Map<String, Object> shown = Json.object(message).getMap();
        String payload = payload(event, seq, message, shown);
        if (payload.getBytes(StandardCharsets.UTF_8).length <= Outbox.MAX_PAYLOAD_BYTES) {
            return payload;
        }
        Map<String, Object> shorter = new LinkedHashMap<>(shown);
        shorter.keySet().removeAll(List.of("content", "metadata", "mentions"));
        shorter.put("omitted", true);
        return payload(event, seq, message, shorter);
    }

    private static String payload(WebhookEvent event, long seq, Message message, Map<String, Object> shown) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sessionId", message.sessionId().toString());
        data.put("seq", seq);
        data.put("message", shown);
        return Outbox.payload(event, timestamp(event, message), data);
    }

    private static Instant timestamp(WebhookEvent event, Message message) {
        @Nullable
        Instant changed = switch (event) {
            case MESSAGE_UPDATED -> message.editedAt();
            case MESSAGE_DELETED -> message.deletedAt();
            default -> null;
        };
        return changed == null ? message.timestamp() : changed;
    }

    /** Where the timelines of these sessions end; those are left out that are encrypted, or not there. */
    Map<UUID, Long> ends(List<UUID> sessions) {
        Map<UUID, Long> before = sessions.stream().distinct().collect(Collectors.toMap(id -> id, id -> -1L));
        return events(before, 0).sessions().stream()
                .collect(Collectors.toMap(MessageEvents.OfSession::sessionId, MessageEvents.OfSession::lastSeq));
    }

    /**
     * Makes an endpoint hear of these sessions and of no others.
     *
     * @param ends from where on, where it has no position yet
     * @param anew whether what it has does not count
     */
    static void listen(Database.Statements tx, UUID endpoint, Map<UUID, Long> ends, boolean anew) {
        UUID[] sessions = ends.keySet().toArray(UUID[]::new);
        tx.query("""
                DELETE FROM webhook_positions
                WHERE endpoint_id = $1 AND ($3 OR session_id <> ALL ($2::uuid[]))""", endpoint, sessions, anew);
        tx.query("""
                INSERT INTO webhook_positions (endpoint_id, session_id, seq)
                SELECT $1, session_id, seq FROM unnest($2::uuid[], $3::bigint[]) AS place (session_id, seq)
                ON CONFLICT DO NOTHING""", endpoint, sessions, ends.values().toArray(Long[]::new));
    }

    private Map<UUID, Long> positions(UUID endpoint) {
        Map<UUID, Long> positions = new LinkedHashMap<>();
        database.query(
                        "SELECT session_id, seq FROM webhook_positions WHERE endpoint_id = $1 ORDER BY session_id",
                        endpoint)
                .forEach(row -> positions.put(row.getUUID("session_id"), row.getLong("seq")));
        return positions;
    }

    private MessageEvents events(Map<UUID, Long> positions, int limit) {
        List<After> after = new ArrayList<>();
        positions.forEach((session, seq) -> after.add(new After(session, seq)));
        return bus.<MessageEvents>request(Address.MESSAGE_EVENTS, new ReadMessageEvents(after, limit))
                .await();
    }
}
