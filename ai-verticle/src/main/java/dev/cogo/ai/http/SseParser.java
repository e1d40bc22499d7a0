package dev.cogo.ai.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads server-sent events (HTML Standard, section 9.2.6), of which only the data matters to us. Vert.x's own codec takes CR
 * and LF for two line ends, and so splits events where both stand. How much is kept, is bounded by whoever feeds it.
 */
public final class SseParser {
    private static final byte LF = '\n';
    private static final String DATA = "data:";

    private final Consumer<String> events;
    private final List<String> data = new ArrayList<>();
    // Bytes and not text: a chunk may end within a character.
    private Buffer line = Buffer.buffer();

    /** @param events is given the data of each event */
    public SseParser(Consumer<String> events) {
        this.events = events;
    }

    /** Takes the next piece of the stream. */
    public void feed(Buffer chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length(); i++) {
            if (chunk.getByte(i) == LF) {
                line.appendBuffer(chunk, start, i - start);
                String text = line.toString(StandardCharsets.UTF_8);
                line = Buffer.buffer();
                start = i + 1;
                take(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
        }
        line.appendBuffer(chunk, start, chunk.length() - start);
    }

    private void take(String text) {
        if (text.startsWith(DATA)) {
            String value = text.substring(DATA.length());
            data.add(value.startsWith(" ") ? value.substring(1) : value);
        } else if (text.isEmpty() && !data.isEmpty()) {
            String event = String.join("\n", data);
            data.clear();
            events.accept(event);
        }
    }
}
