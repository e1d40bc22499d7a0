package dev.cogo.chat.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.channel.ByteBudget;
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

    private final ByteBudget memory = new ByteBudget(1024 * 1024);
    private final HomeChannel recent = new HomeChannel(CHANNEL, memory);

    @Test
    void whatFollowsIsGivenInPagesWithoutAHole() {
        LongStream.rangeClosed(5, 12).forEach(seq -> recent.passed(message(seq, "x")));
        assertThat(seqs(recent.recent(4, 100))).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        TimelinePage page = recent.recent(6, 3).orElseThrow();
        assertThat(page.items()).extracting(ChannelEvent::seq).containsExactly(7L, 8L, 9L);
        assertThat(page.lastSeq()).isEqualTo(12);
        assertThat(page.next()).isEqualTo("9");
        assertThat(recent.recent(9, 3).orElseThrow().next()).isNull();
        assertThat(recent.recent(3, 100)).as("4 is not here").isEmpty();
        assertThat(recent.recent(12, 100)).as("nothing follows").isEmpty();
        recent.isStored(13, 12);
        assertThat(recent.recent(9, 100)).as("13 is not here").isEmpty();
    }

    @Test
    void aHoleEndsWhatWasBefore() {
        recent.passed(message(1, "x"));
        recent.passed(message(3, "x"));
        recent.passed(message(2, "late"));
        assertThat(recent.recent(0, 100)).isEmpty();
        assertThat(seqs(recent.recent(2, 100))).containsExactly(3L);
    }

    @Test
    void whatWasChangedIsNotGivenAsItWas() {
        recent.passed(message(1, "a secret"));
        recent.passed(envelope("message_updated", 2, 2, true, Map.of("content", "nothing")));
        recent.passed(message(3, "x"));
        assertThat(recent.recent(0, 100)).isEmpty();
        assertThat(seqs(recent.recent(1, 100))).containsExactly(2L, 3L);
    }

    @Test
    void batchesAreGivenOneByOne() {
        recent.passed(message(1, "x"));
        recent.passed(envelope(
                "batch_messages",
                2,
                4,
                false,
                Map.of("messages", List.of(Map.of("seq", 2), Map.of("seq", 3), Map.of("seq", 4)))));
        TimelinePage page = recent.recent(2, 100).orElseThrow();
        assertThat(page.items()).extracting(ChannelEvent::event).containsOnly("new_message");
        assertThat(page.items()).extracting(ChannelEvent::payload).containsExactly(Map.of("seq", 3), Map.of("seq", 4));
        assertThat(recent.recent(1, 2).orElseThrow().next()).isEqualTo("3");
    }

    @Test
    void aChannelKeepsSoManyEventsAndBytes() {
        LongStream.rangeClosed(1, 400).forEach(seq -> recent.passed(message(seq, "x")));
        assertThat(recent.recent(400 - HomeChannel.MAX_EVENTS, 1)).isPresent();
        assertThat(recent.recent(399 - HomeChannel.MAX_EVENTS, 1)).isEmpty();

        LongStream.rangeClosed(401, 410).forEach(seq -> recent.passed(message(seq, "x".repeat(50_000))));
        assertThat(recent.recent(405, 1)).isPresent();
        assertThat(recent.recent(404, 1))
                .as("five make more than a quarter of a MiB")
                .isEmpty();
    }

    @Test
    void theChannelThatIsQuietForTheLongestTimeForgetsFirst() {
        HomeChannel quiet = new HomeChannel(CHANNEL, memory);
        HomeChannel busy = new HomeChannel(CHANNEL, memory);
        quiet.passed(message(1, "x".repeat(200_000)));
        busy.passed(message(1, "x".repeat(200_000)));
        for (int i = 0; i < 3; i++) {
            new HomeChannel(CHANNEL, memory).passed(message(1, "x".repeat(200_000)));
        }
        assertThat(quiet.recent(0, 1)).isPresent();
        busy.passed(message(2, "x"));
        new HomeChannel(CHANNEL, memory).passed(message(1, "x".repeat(200_000)));
        assertThat(quiet.recent(0, 1)).isEmpty();
        assertThat(busy.recent(0, 1)).isPresent();
        busy.forgetRecent();
        assertThat(busy.recent(0, 1)).isEmpty();
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
