package dev.cogo.gateway.realtime.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a door's frames travel in the text messages of a WebSocket. Thread-safe. */
public enum Framing {
    /** One message is one frame. */
    PLAIN {
        @Override
        String wrap(String frame) {
            return frame;
        }

        @Override
        List<Buffer> unwrap(Buffer message) {
            return List.of(message);
        }
    },

    /** SockJS's: a letter and perhaps an array (sockjs-protocol 0.3.3, "Framing accepted by the client"). */
    SOCKJS {
        @Override
        String wrap(String frame) {
            return "a[" + Json.string(frame) + "]";
        }

        @Override
        List<Buffer> unwrap(Buffer message) throws IOException {
            List<Buffer> frames = new ArrayList<>(1);
            try (JsonParser json = JSON.createParser(message.getBytes())) {
                JsonToken first = json.nextToken();
                boolean array = first == JsonToken.START_ARRAY;
                for (JsonToken token = array ? json.nextToken() : first;
                        token != null && token != JsonToken.END_ARRAY;
                        token = json.nextToken()) {
                    if (token != JsonToken.VALUE_STRING) {
                        throw new IOException("a SockJS message is an array of strings");
                    }
                    frames.add(utf8(json.getText()));
                }
                if (array != (json.currentToken() == JsonToken.END_ARRAY) || json.nextToken() != null) {
                    throw new IOException("a SockJS message is one array");
                }
            }
            return frames;
        }

        @Override
        Optional<String> opening() {
            return Optional.of("o");
        }

        @Override
        Optional<String> heartbeat() {
            return Optional.of("h");
        }

        @Override
        Optional<String> closing() {
            // What SockJS's other transports say too; the notice before it tells the reason.
            return Optional.of("c[3000,\"Go away!\"]");
        }
    };

    private static final JsonFactory JSON = new JsonFactory();

    // An escape can make half of a surrogate pair, which has no UTF-8: as a "?" it would be another text than the
    // client's.
    private static Buffer utf8(String frame) throws CharacterCodingException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(frame));
        return Buffer.buffer(Arrays.copyOf(bytes.array(), bytes.limit()));
    }

    /** The text of the message that carries a frame. */
    abstract String wrap(String frame);

    /**
     * The frames that a client's message carries, in UTF-8 as far as the client kept to it.
     *
     * @throws IOException when the message is not of this framing
     */
    abstract List<Buffer> unwrap(Buffer message) throws IOException;

    /** The first message. */
    Optional<String> opening() {
        return Optional.empty();
    }

    /** What keeps proxies from closing a silent connection. */
    Optional<String> heartbeat() {
        return Optional.empty();
    }

    /** The last message. */
    Optional<String> closing() {
        return Optional.empty();
    }
}
