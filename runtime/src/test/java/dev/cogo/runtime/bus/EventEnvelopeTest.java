package dev.cogo.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventEnvelopeTest {
    private static final Buffer BODY = Buffer.buffer("{\"event\":\"새 메시지\"}");

    @ParameterizedTest
    @CsvSource({"0,0,false", "7,7,true", "5,7,false", "1,9223372036854775807,true"})
    void allOfItCrossesTheWire(long first, long last, boolean revises) {
        EventEnvelope event = new EventEnvelope("chat_session_x", first, last, revises, 1_790_000_000_123_456L, BODY);
        EventEnvelopeCodec codec = new EventEnvelopeCodec();
        // In the middle of what else a bus's frame holds.
        Buffer frame = Buffer.buffer("head");
        codec.encodeToWire(frame, event);
        frame.appendString("tail");
        assertThat(codec.decodeFromWire(4, frame)).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "0,1", "-1,-1", "8,7"})
    void placesThatNoEventCanTake(long first, long last) {
        assertThatThrownBy(() -> new EventEnvelope("chat_session_x", first, last, false, BODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void insideANodeItIsTheSame() {
        EventEnvelope event = new EventEnvelope("chat_session_x", 1, 1, false, BODY);
        assertThat(new EventEnvelopeCodec().transform(event)).isSameAs(event);
    }
}
