package dev.cogo.gateway.realtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.schema.channel.ChannelEvent;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event is comes from its envelope. */
class EncodedEventTest {
    private static final String CHANNEL = "chat_session_x";

    @ParameterizedTest
    @CsvSource({"0,0,true,0", "7,7,true,1", "5,7,false,3"})
    void theBodyIsNotRead(long first, long last, boolean revises, long places) {
        Buffer body = Buffer.buffer("{\"event\":\"whatever\",\"seq\":99,\"payload\":broken");
        EncodedEvent event = EncodedEvent.ofSession(new EventEnvelope(CHANNEL, first, last, revises, body));
        assertThat(event)
                .extracting(EncodedEvent::firstSeq, EncodedEvent::lastSeq, EncodedEvent::revises, EncodedEvent::places)
                .containsExactly(first, last, revises, places);
        assertThat(event.inTimeline()).isEqualTo(last > 0);
        assertThat(event.body()).isEqualTo(body.toString());
        assertThat(event.name()).isEqualTo("whatever");
    }

    @Test
    void theSameWithoutItsFrames() {
        EncodedEvent event = EncodedEvent.ofSession(new EventEnvelope(CHANNEL, 5, 7, true, Buffer.buffer("x")));
        assertThat(event.bare())
                .extracting(EncodedEvent::firstSeq, EncodedEvent::lastSeq, EncodedEvent::revises, EncodedEvent::body)
                .containsExactly(5L, 7L, true, "x");
    }

    @ParameterizedTest
    @CsvSource({"new_message,false", "reaction,false", "message_updated,true", "a_later_name,true"})
    void whatIsReadFromTheTimelineSaysTheSame(String name, boolean revises) {
        EncodedEvent event = EncodedEvent.ofTimeline(CHANNEL, new ChannelEvent(name, CHANNEL, 7L, Map.of()), 7);
        assertThat(event)
                .extracting(EncodedEvent::firstSeq, EncodedEvent::lastSeq, EncodedEvent::revises, EncodedEvent::name)
                .containsExactly(7L, 7L, revises, name);
    }
}
