package dev.cogo.chat.home;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.TimelinePage;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last events of a session's channel, without a hole. What a later event changes is forgotten with all before it: nobody who
 * catches up may see what was there before. Used on the home's event loop only.
 */
final class RecentEvents {
    static final int MAX_EVENTS = 256;
    static final int MAX_BYTES = 256 * 1024;

    private final RecentEventsBudget memory;
    private final Deque<EventEnvelope> events = new ArrayDeque<>();
    private long bytes;

    RecentEvents(RecentEventsBudget memory) {
        this.memory = memory;
    }

    void add(EventEnvelope event) {
        if (event.lastSeq() <= last()) {
            return; // Overtaken by a later one, which has emptied this already.
        }
        if (event.revises() || event.firstSeq() != last() + 1) {
            events.clear();
            bytes = 0;
        }
        events.add(event);
        bytes += event.body().length();
        while (events.size() > MAX_EVENTS || bytes > MAX_BYTES) {
            bytes -= events.remove().body().length();
        }
        memory.holds(this, bytes);
    }

    void clear() {
        events.clear();
        bytes = 0;
        memory.holds(this, 0);
    }

    /**
     * A page of what follows a seq, in the timeline's form.
     *
     * @param tip where the timeline stands
     * @return empty when a part of what follows, or of what there is, is not here
     */
    Optional<TimelinePage> after(long seq, long tip, int limit) {
        if (events.isEmpty() || events.getFirst().firstSeq() > seq + 1 || last() != tip || seq >= tip) {
            return Optional.empty();
        }
        List<ChannelEvent> items = new ArrayList<>();
        for (EventEnvelope event : events) {
            if (event.lastSeq() > seq && items.size() < limit) {
                oneByOne(event)
                        .filter(item -> item.seq() > seq)
                        .limit(limit - items.size())
                        .forEach(items::add);
            }
        }
        long end = items.getLast().seq();
        return Optional.of(new TimelinePage(items, tip, end < tip ? Long.toString(end) : null));
    }

    private long last() {
        return events.isEmpty() ? 0 : events.getLast().lastSeq();
    }

    private static Stream<ChannelEvent> oneByOne(EventEnvelope envelope) {
        ChannelEvent event = Json.decode(envelope.body().getBytes(), ChannelEvent.class);
        if (!event.event().equals(EventName.BATCH_MESSAGES.wireName())) {
            return Stream.of(event);
        }
        return new JsonObject(envelope.body())
                .getJsonObject("payload").getJsonArray("messages").stream()
                        .map(JsonObject.class::cast)
                        .map(message -> new ChannelEvent(
                                EventName.NEW_MESSAGE.wireName(),
                                event.channel(),
                                message.getLong("seq"),
                                message.getMap()));
    }
}
