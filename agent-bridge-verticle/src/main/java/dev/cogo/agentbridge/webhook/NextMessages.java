package dev.cogo.agentbridge.webhook;

import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.webhook.WebhookEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of messages an endpoint gets next, and where its positions are then. Sessions take turns, so a busy one keeps no
 * other waiting; of one that is too far ahead there is a single delivery that says so.
 */
record NextMessages(List<Delivery> deliveries, Map<UUID, Long> positions) {
    /** @param payload null when it is made as it is told */
    record Delivery(
            WebhookEvent type,
            UUID sessionId,
            long seq,
            @Nullable String payload) {}

    /** @param room at most so many deliveries */
    static NextMessages of(Map<UUID, Long> positions, MessageEvents happened, Set<WebhookEvent> wanted, int room) {
        List<Delivery> deliveries = new ArrayList<>();
        Map<UUID, Long> next = new LinkedHashMap<>();
        Map<MessageEvents.OfSession, Queue<MessageEvents.Event>> waiting = new LinkedHashMap<>();
        for (MessageEvents.OfSession session : happened.sessions()) {
            long after = positions.get(session.sessionId());
            if (session.lastSeq() - after <= MessageOutbox.MAX_BEHIND) {
                waiting.put(session, new ArrayDeque<>(session.events()));
            } else if (deliveries.size() < room) {
                deliveries.add(dropped(session, after));
                next.put(session.sessionId(), session.lastSeq());
            }
        }
        Map<UUID, Long> told = new HashMap<>();
        boolean more = true;
        while (more && deliveries.size() < room) {
            more = false;
            for (var entry : waiting.entrySet()) {
                Optional<Delivery> delivery = deliveries.size() < room
                        ? turn(entry.getKey().sessionId(), entry.getValue(), wanted, told)
                        : Optional.empty();
                delivery.ifPresent(deliveries::add);
                more |= !entry.getValue().isEmpty();
            }
        }
        waiting.forEach((session, left) -> {
            // Of what was asked for all was there, so nothing of messages lies between the last of it and the end.
            boolean whole = left.isEmpty() && session.events().size() < MessageOutbox.MAX_WAITING;
            Long seq = whole ? Long.valueOf(session.lastSeq()) : told.get(session.sessionId());
            if (seq != null) {
                next.put(session.sessionId(), seq);
            }
        });
        return new NextMessages(deliveries, next);
    }

    private static Optional<Delivery> turn(
            UUID session, Queue<MessageEvents.Event> left, Set<WebhookEvent> wanted, Map<UUID, Long> told) {
        for (MessageEvents.Event event = left.poll(); event != null; event = left.poll()) {
            told.put(session, event.seq());
            Optional<WebhookEvent> type =
                    WebhookEvent.of(EventName.of(event.name())).filter(wanted::contains);
            if (type.isPresent()) {
                return Optional.of(new Delivery(type.get(), session, event.seq(), null));
            }
        }
        return Optional.empty();
    }

    private static Delivery dropped(MessageEvents.OfSession session, long after) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sessionId", session.sessionId().toString());
        data.put("after", after);
        data.put("upTo", session.lastSeq());
        String payload = Outbox.payload(WebhookEvent.MESSAGES_DROPPED, Instant.now(), data);
        return new Delivery(WebhookEvent.MESSAGES_DROPPED, session.sessionId(), session.lastSeq(), payload);
    }
}
