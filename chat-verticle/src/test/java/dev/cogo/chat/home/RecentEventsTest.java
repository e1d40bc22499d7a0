package dev.cogo.chat.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.TimelinePage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final String CHANNEL = "chat_session_0199f2c4-0000-7000-8000-000000000001";

    private final RecentEventsBudget memory = new RecentEventsBudget(1024 * 1024);
    private final RecentEvents recent = new RecentEvents(memory);

    @Test
    void whatFollowsIsGivenInPagesWithoutAHole() {
        LongStream.rangeClosed(5, 12).forEach(seq -> recent.add(message(seq, "x")));
        assertThat(seqs(recent.after(4, 12, 100))).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        TimelinePage page = recent.after(6, 12, 3).orElseThrow();
        assertThat(page.items()).extracting(ChannelEvent::seq).containsExactly(7L, 8L, 9L);
        assertThat(page.lastSeq()).isEqualTo(12);
        assertThat(page.next()).isEqualTo("9");
        assertThat(recent.after(9, 12, 3).orElseThrow().next()).isNull();
        assertThat(recent.after(3, 12, 100)).as("4 is not here").isEmpty();
        assertThat(recent.after(12, 12, 100)).as("nothing follows").isEmpty();
        assertThat(recent.after(9, 13, 100)).as("13 is not here").isEmpty();
    }

    @Test
    void aHoleEndsWhatWasBefore() {
        recent.add(message(1, "x"));
        recent.add(message(3, "x"));
        recent.add(message(2, "late"));
        assertThat(recent.after(0, 3, 100)).isEmpty();
        assertThat(seqs(recent.after(2, 3, 100))).containsExactly(3L);
    }

    @Test
    void whatWasChangedIsNotGivenAsItWas() {
        recent.add(message(1, "a secret"));
        recent.add(envelope("message_updated", 2, 2, true, Map.of("content", "nothing")));
        recent.add(message(3, "x"));
        assertThat(recent.after(0, 3, 100)).isEmpty();
        assertThat(seqs(recent.after(1, 3, 100))).containsExactly(2L, 3L);
    }

    @Test
    void batchesAreGivenOneByOne() {
        recent.add(message(1, "x"));
        recent.add(envelope(
                "batch_messages",
                2,
                4,
                false,
                Map.of("messages", List.of(Map.of("seq", 2), Map.of("seq", 3), Map.of("seq", 4)))));
        TimelinePage page = recent.after(2, 4, 100).orElseThrow();
        assertThat(page.items()).extracting(ChannelEvent::event).containsOnly("new_message");
        assertThat(page.items()).extracting(ChannelEvent::payload).containsExactly(Map.of("seq", 3), Map.of("seq", 4));
        assertThat(recent.after(1, 4, 2).orElseThrow().next()).isEqualTo("3");
    }

    @Test
    void aChannelKeepsSoManyEventsAndBytes() {
        LongStream.rangeClosed(1, 400).forEach(seq -> recent.add(message(seq, "x")));
        assertThat(recent.after(400 - RecentEvents.MAX_EVENTS, 400, 1)).isPresent();
        assertThat(recent.after(399 - RecentEvents.MAX_EVENTS, 400, 1)).isEmpty();

        LongStream.rangeClosed(401, 410).forEach(seq -> recent.add(message(seq, "x".repeat(50_000))));
        assertThat(recent.after(405, 410, 1)).isPresent();
        assertThat(recent.after(404, 410, 1))
                .as("five make more than a quarter of a MiB")
                .isEmpty();
    }

    @Test
    void theChannelThatIsQuietForTheLongestTimeForgetsFirst() {
        RecentEvents quiet = new RecentEvents(memory);
        RecentEvents busy = new RecentEvents(memory);
        quiet.add(message(1, "x".repeat(200_000)));
        busy.add(message(1, "x".repeat(200_000)));
        for (int i = 0; i < 3; i++) {
            new RecentEvents(memory).add(message(1, "x".repeat(200_000)));
        }
        assertThat(quiet.after(0, 1, 1)).isPresent();
        busy.add(message(2, "x"));
        new RecentEvents(memory).add(message(1, "x".repeat(200_000)));
        assertThat(quiet.after(0, 1, 1)).isEmpty();
        assertThat(busy.after(0, 2, 1)).isPresent();
        busy.clear();
        assertThat(busy.after(0, 2, 1)).isEmpty();
    }

    private static List<Long> seqs(Optional<TimelinePage> page) {
        return page.orElseThrow().items().stream().map(ChannelEvent::seq).toList();
    }

    private static EventEnvelope message(long seq, String content) {
        return envelope("new_message", seq, seq, false, Map.of("seq", seq, "content", content));
    }

    private static EventEnvelope envelope(String event, long first, long last, boolean revises, Object payload) {
        return new EventEnvelope(
                CHANNEL, first, last, revises, Json.buffer(new ChannelEvent(event, CHANNEL, last, payload)));
    }
}
