package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.realtime.ClientSocket;
import dev.cogo.schema.channel.Broadcast;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.presence.PresenceState;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a client says on a topic: broadcasts, that it types, and that it is there. Used on the hub's event loop only. */
final class Talk {
    /** The longest broadcast, in bytes of its frame. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Set<String> OWN_FIELDS = Set.of("type", "event", "payload");
    // Only the timeline says where something stands in it.
    private static final Set<String> HOUSE_META = Set.of("seq", "replayed");

    private final ClientSocket client;
    private final String connectionId;

    Talk(ClientSocket client, String connectionId) {
        this.client = client;
        this.connectionId = connectionId;
    }

    /** Passes a broadcast on; completes when the channel's home has it. */
    Future<?> broadcast(Topic topic, JsonNode said) {
        Channel own = topic.plan().own();
        if (own == null) {
            return Future.failedFuture(new CogoException(ErrorCode.FORBIDDEN, "You may not write to this topic"));
        }
        JsonNode typing = said.path("payload").path("isTyping");
        if (own instanceof Channel.OfSession(UUID sessionId)
                && said.path("event").asText().equals(ChannelFormat.TYPING)
                && typing.isBoolean()) {
            return client.typing(sessionId, typing.booleanValue());
        }
        return Future.succeededFuture(said)
                .map(words -> read(connectionId, words))
                .compose(what -> client.broadcast(own.name(), what));
    }

    /**
     * Says how the client is on the topic's session. That it is there the hub says by itself, for as long as it listens.
     *
     * @return fails with {@code invalid_request} on a topic without presence
     */
    Future<?> presence(Topic topic, JsonNode said) {
        UUID sessionId = Topics.sessionOf(topic);
        if (sessionId == null) {
            return Future.failedFuture(CogoException.invalid("Presence is kept on channels of sessions only"));
        }
        JsonNode tracked = said.path("payload");
        return switch (said.path("event").asText().toLowerCase(Locale.ROOT)) {
            case "track" ->
                Future.succeededFuture(tracked)
                        .map(Talk::stateIn)
                        .compose(state -> client.say(sessionId, Optional.of(statusIn(tracked)), Optional.of(state)));
            case "untrack" -> client.say(sessionId, Optional.of(PresenceStatus.AWAY), Optional.of(Map.of()));
            default -> Future.failedFuture(CogoException.invalid("Presence is track or untrack"));
        };
    }

    /** A broadcast's envelope; fails with {@code invalid_request}. */
    static Broadcast read(String from, JsonNode envelope) {
        JsonNode event = envelope.path("event");
        if (!event.isTextual()) {
            throw CogoException.invalid("The event must be a string");
        }
        JsonNode payload = envelope.path("payload");
        ObjectNode extra = Words.object();
        envelope.properties().stream()
                // A top-level field of that name makes the client take the broadcast for a row change.
                .filter(field ->
                        !OWN_FIELDS.contains(field.getKey()) && !field.getKey().equals("ids"))
                .forEach(field -> extra.set(field.getKey(), field.getValue()));
        if (extra.get("meta") instanceof ObjectNode meta) {
            extra.set("meta", meta.deepCopy().without(HOUSE_META));
        }
        return new Broadcast(
                from,
                event.textValue(),
                payload.isBinary() || payload.isMissingNode() ? null : Words.plain(payload),
                payload.isBinary() ? base64(payload) : null,
                extra.isEmpty() ? null : Words.map(extra));
    }

    private static Map<String, Object> stateIn(JsonNode tracked) {
        return tracked instanceof ObjectNode state ? PresenceState.checked(Words.map(state)) : Map.of();
    }

    private static PresenceStatus statusIn(JsonNode tracked) {
        return tracked.path("status").asText().equals(PresenceStatus.AWAY.wireName())
                ? PresenceStatus.AWAY
                : PresenceStatus.ONLINE;
    }

    private static String base64(JsonNode bytes) {
        try {
            return Base64.getEncoder().encodeToString(bytes.binaryValue());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
