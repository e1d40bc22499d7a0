package dev.cogo.gateway.realtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSeqsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7 | 7 | `{"event":"new_message","channel":"c","seq":7,"payload":{"seq":3}}`
            0 | 0 | `{"event":"user_typing","channel":"c","payload":{"seq":3}}`
            5 | 7 | `{"event":"batch_messages","channel":"c","seq":7,"payload":{"batchId":"b","messages":[{"id":"i","seq":5}]}}`
            7 | 7 | `{"event":"batch_messages","channel":"c","seq":7,"payload":{"messages":[]}}`
            7 | 7 | `{"event":"batch_messages","channel":"c","seq":7,"payload":{}}`
            5 | 7 | `{"event":"batch_messages","later":{"seq":1},"seq":7,"payload":{"a":[{"seq":1}],"messages":[{"a":{"seq":2},"seq":5}]}}`
            """)
    void placesOfAnEvent(long first, long last, String json) {
        assertThat(EventSeqs.in(json)).isEqualTo(new EventSeqs(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"event\":", "{\"seq\":99999999999999999999}"})
    void whatIsNoEvent(String json) {
        assertThatThrownBy(() -> EventSeqs.in(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheBeginningIsRead() {
        assertThat(EventSeqs.in("{\"event\":\"reaction\",\"channel\":\"c\",\"seq\":4,\"payload\":{broken"))
                .isEqualTo(new EventSeqs(4, 4));
    }
}
