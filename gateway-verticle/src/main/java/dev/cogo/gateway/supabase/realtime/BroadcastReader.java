package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.event.Broadcast;
import dev.cogo.schema.identity.Ids;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads what clients broadcast. They can't use the names of what the server says on a channel, for those who listen could not tell
 * one from the other; clients compare names without their case.
 */
final class BroadcastReader {
    /** {@code meta} is the server's: who spoke, and the id. A field {@code ids} makes the client take it for a row change. */
    private static final Set<String> SERVERS_FIELDS = Set.of("type", "event", "payload", "meta", "ids");

    private static final Set<String> PRESENCE = Set.of("presence_state", "presence_diff");
    /** Of the former system's clients, which tell a batch of their own to the others; it has no place in the timeline. */
    private static final EnumSet<EventName> CLIENTS_TOO = EnumSet.of(EventName.BATCH_MESSAGES);

    private static final Set<String> SERVER_EVENTS = Arrays.stream(EventName.values())
            .filter(name -> !CLIENTS_TOO.contains(name))
            .map(EventName::wireName)
            .collect(Collectors.toUnmodifiableSet());

    private BroadcastReader() {}

    /**
     * Reads a broadcast's envelope; fails with {@code invalid_request}.
     *
     * @param from names the connection that it came from
     */
    static IncomingBroadcast read(String from, Channel channel, JsonNode envelope) {
        if (!envelope.path("event").isTextual()) {
            throw CogoException.invalid("The event must be a string");
        }
        String event = envelope.path("event").textValue();
        String name = event.toLowerCase(Locale.ROOT);
        if (channel instanceof Channel.OfSession(UUID sessionId) && name.equals(ChannelFormat.TYPING)) {
            return new IncomingBroadcast.Typing(sessionId, isTyping(envelope.path("payload")));
        }
        // On a free channel the server says nothing but who is there.
        if (PRESENCE.contains(name) || (SERVER_EVENTS.contains(name) && !(channel instanceof Channel.OfRoom))) {
            throw CogoException.invalid("The event " + name + " is the server's own, choose another name");
        }
        return new IncomingBroadcast.Word(channel, word(from, event, envelope));
    }

    private static boolean isTyping(JsonNode payload) {
        JsonNode typing = payload.path("isTyping");
        if (!typing.isBoolean() && !typing.isMissingNode()) {
            throw CogoException.invalid("isTyping must be true or false");
        }
        return typing.asBoolean(true);
    }

    private static Broadcast word(String from, String event, JsonNode envelope) {
        JsonNode payload = envelope.path("payload");
        ObjectNode extra = JsonTrees.object();
        envelope.properties().stream()
                .filter(field -> !SERVERS_FIELDS.contains(field.getKey()))
                .forEach(field -> extra.set(field.getKey(), field.getValue()));
        return new Broadcast(
                Ids.next(),
                from,
                null,
                event,
                payload.isBinary() || payload.isMissingNode() ? null : JsonTrees.plain(payload),
                payload.isBinary() ? base64(payload) : null,
                extra.isEmpty() ? null : JsonTrees.map(extra));
    }

    private static String base64(JsonNode bytes) {
        try {
            return Base64.getEncoder().encodeToString(bytes.binaryValue());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
