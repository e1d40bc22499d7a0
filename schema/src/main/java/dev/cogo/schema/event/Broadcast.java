package dev.cogo.schema.event;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code broadcast}: what a client says to the others on a channel. It is passed on as it is and stored nowhere.
 *
 * @param id of this broadcast, which the server makes
 * @param from names the connection that it came from, for the one that must not be told its own words
 * @param userId whose word it is, which the server says; null for the operator's own servers, {@link #NOBODY} for
 *     somebody without a login
 * @param event what its clients call it
 * @param payload any JSON; null when there is {@code data} instead
 * @param data bytes that only the clients understand, in base64; null when there is a payload
 * @param extra what stood beside event and payload; null when nothing did
 */
@JsonPropertyOrder({"id", "from", "userId", "event", "payload", "data", "extra"})
public record Broadcast(
        UUID id,
        String from,
        @Nullable UUID userId,
        String event,
        @Nullable Object payload,
        @Nullable String data,
        @Nullable Map<String, Object> extra) {
    /** Whose word it is that somebody without a login says. */
    public static final UUID NOBODY = new UUID(0, 0);

    /** The longest name of an event, in characters. */
    public static final int MAX_EVENT = 255;

    public Broadcast {
        if (event.isEmpty() || event.length() > MAX_EVENT) {
            throw CogoException.invalid("the event must have 1 to " + MAX_EVENT + " characters");
        }
        extra = Json.frozen(extra);
    }

    /** The same as a user's word; null for the operator's own servers. */
    public Broadcast by(@Nullable UUID user) {
        return new Broadcast(id, from, user, event, payload, data, extra);
    }
}
