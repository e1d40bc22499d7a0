package dev.cogo.ai.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private final List<String> events = new ArrayList<>();
    private final SseParser parser = new SseParser(events::add);

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void readsTheDataOfEvents(String end) {
        parser.feed(Buffer.buffer(String.join(
                end, ": hello", "event: x", "data: one", "", "data:two", "data: three", "", "", "id: 1", "", "")));
        assertThat(events).containsExactly("one", "two\nthree");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void takesChunksAsTheyCome(int size) {
        Buffer whole = Buffer.buffer("data: 안녕 😀\r\n\r\ndata: 둘\r\n\r\n");
        for (int i = 0; i < whole.length(); i += size) {
            parser.feed(whole.getBuffer(i, Math.min(i + size, whole.length())));
        }
        assertThat(events).containsExactly("안녕 😀", "둘");
    }

    @Test
    void whatHasNoEndIsNoEvent() {
        parser.feed(Buffer.buffer("data: one\n"));
        assertThat(events).isEmpty();
    }
}
