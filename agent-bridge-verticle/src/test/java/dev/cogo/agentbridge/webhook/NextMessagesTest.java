package dev.cogo.agentbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.agentbridge.webhook.NextMessages.Delivery;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.message.MessageEvents.Event;
import dev.cogo.schema.message.MessageEvents.OfSession;
import dev.cogo.schema.webhook.WebhookEvent;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NextMessagesTest {
    private static final Set<WebhookEvent> CREATED = Set.of(WebhookEvent.MESSAGE_CREATED);

    private final UUID busy = Ids.next();
    private final UUID quiet = Ids.next();

    private static OfSession session(UUID id, long lastSeq, long... messages) {
        return new OfSession(
                id,
                lastSeq,
                LongStream.of(messages)
                        .mapToObj(seq -> new Event(seq, "new_message"))
                        .toList());
    }

    @Test
    void sessionsTakeTurnsAndKeepTheirPlace() {
        MessageEvents happened =
                new MessageEvents(List.of(session(busy, 9, 4, 5, 6, 7, 8, 9), session(quiet, 22, 21, 22)));
        NextMessages next = NextMessages.of(Map.of(busy, 3L, quiet, 20L), happened, CREATED, 4);
        assertThat(next.deliveries()).extracting(Delivery::seq).containsExactly(4L, 21L, 5L, 22L);
        assertThat(next.positions()).containsExactlyInAnyOrderEntriesOf(Map.of(busy, 5L, quiet, 22L));
    }

    @Test
    void whatNobodyWantsIsPassedOver() {
        OfSession edited = new OfSession(
                busy,
                9,
                List.of(new Event(4, "message_updated"), new Event(6, "message_deleted"), new Event(7, "new_message")));
        NextMessages next = NextMessages.of(
                Map.of(busy, 3L), new MessageEvents(List.of(edited)), Set.of(WebhookEvent.MESSAGE_DELETED), 10);
        assertThat(next.deliveries()).containsExactly(new Delivery(WebhookEvent.MESSAGE_DELETED, busy, 6, null));
        // Reactions and changes of the session lie behind it.
        assertThat(next.positions()).containsExactly(Map.entry(busy, 9L));
    }

    @Test
    void whereThereIsMoreThanWasReadItGoesOnFromThere() {
        OfSession full = session(
                busy, 500, LongStream.rangeClosed(1, MessageOutbox.MAX_WAITING).toArray());
        NextMessages next = NextMessages.of(
                Map.of(busy, 0L), new MessageEvents(List.of(full)), Set.of(WebhookEvent.MESSAGE_UPDATED), 10);
        assertThat(next.deliveries()).isEmpty();
        assertThat(next.positions()).containsExactly(Map.entry(busy, (long) MessageOutbox.MAX_WAITING));
    }

    @Test
    void aSessionThatIsTooFarAheadIsToldAsOneThing() {
        MessageEvents happened = new MessageEvents(List.of(session(busy, 1004, 4, 5), session(quiet, 21, 21)));
        NextMessages next = NextMessages.of(Map.of(busy, 3L, quiet, 20L), happened, CREATED, 10);
        assertThat(next.deliveries())
                .extracting(Delivery::type)
                .containsExactly(WebhookEvent.MESSAGES_DROPPED, WebhookEvent.MESSAGE_CREATED);
        JsonObject told = new JsonObject(next.deliveries().getFirst().payload());
        assertThat(told.getString("type")).isEqualTo("messages.dropped");
        assertThat(told.getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("sessionId", busy.toString())
                        .put("after", 3)
                        .put("upTo", 1004));
        assertThat(next.positions()).containsExactlyInAnyOrderEntriesOf(Map.of(busy, 1004L, quiet, 21L));
    }
}
