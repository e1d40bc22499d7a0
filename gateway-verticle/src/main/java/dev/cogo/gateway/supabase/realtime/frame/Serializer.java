package dev.cogo.gateway.supabase.realtime.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.realtime.bridge.FrameReader;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two ways to write Phoenix messages as text; which one a client means, the parameter {@code vsn} says. */
public enum Serializer {
    /** Serializer 1.0.0: an object. */
    OBJECT {
        @Override
        public String message(Ref joinRef, Ref ref, String topicJson, String event, String payload) {
            // Phoenix leaves join_ref out in this direction.
            return "{\"topic\":" + topicJson + ",\"event\":\"" + event + "\",\"payload\":" + payload + ",\"ref\":"
                    + ref.json() + "}";
        }

        @Override
        Push push(JsonNode json) throws MalformedPush {
            if (!json.isObject()) {
                throw new MalformedPush("a message is an object");
            }
            return checked(
                    json.get("join_ref"), json.get("ref"), json.get("topic"), json.get("event"), json.get("payload"));
        }
    },

    /** Serializer 2.0.0: an array, and broadcasts of clients as bytes. */
    ARRAY {
        @Override
        public String message(Ref joinRef, Ref ref, String topicJson, String event, String payload) {
            return "[" + joinRef.json() + "," + ref.json() + "," + topicJson + ",\"" + event + "\"," + payload + "]";
        }

        @Override
        Push push(JsonNode json) throws MalformedPush {
            if (!json.isArray() || json.size() != 5) {
                throw new MalformedPush("a message is an array of five");
            }
            return checked(json.get(0), json.get(1), json.get(2), json.get(3), json.get(4));
        }
    };

    /** The serializer of a {@code vsn}; without one it is the old one. Empty for a version that there is not. */
    public static Optional<Serializer> of(@Nullable String vsn) {
        return switch (vsn) {
            case null -> Optional.of(OBJECT);
            case "1.0.0" -> Optional.of(OBJECT);
            case "2.0.0" -> Optional.of(ARRAY);
            default -> Optional.empty();
        };
    }

    /**
     * Writes a message, on one line.
     *
     * @param topicJson the topic as a JSON string
     * @param event of letters and underscores
     * @param payload finished JSON
     */
    public abstract String message(Ref joinRef, Ref ref, String topicJson, String event, String payload);

    abstract Push push(JsonNode json) throws MalformedPush;

    /** Reads a client's message. */
    public Push read(Buffer data) throws MalformedPush {
        try {
            // No JSON text begins with a control character, so the kind of the frame need not be known.
            return this == ARRAY && BinaryPush.isOne(data) ? BinaryPush.read(data) : push(FrameReader.read(data));
        } catch (CogoException | IllegalArgumentException e) {
            throw new MalformedPush(String.valueOf(e.getMessage()));
        }
    }

    private static Push checked(
            @Nullable JsonNode joinRef,
            @Nullable JsonNode ref,
            @Nullable JsonNode topic,
            @Nullable JsonNode event,
            @Nullable JsonNode payload)
            throws MalformedPush {
        if (topic == null || !topic.isTextual() || event == null || !event.isTextual()) {
            throw new MalformedPush("topic and event must be strings");
        }
        if (payload == null || !payload.isObject()) {
            throw new MalformedPush("the payload must be an object");
        }
        return new Push(Ref.of(joinRef), Ref.of(ref), topic.textValue(), event.textValue(), payload);
    }
}
