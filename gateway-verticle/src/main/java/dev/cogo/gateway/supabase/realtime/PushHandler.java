package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.realtime.topic.Topic;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Broadcast;
import dev.cogo.schema.presence.PresenceState;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a client says on a topic: broadcasts, that it types, and that it is there. Used on the hub's event loop only. */
final class PushHandler {
    /** The longest broadcast, in bytes of its frame. */
    static final int MAX_BYTES = 64 * 1024;

    private static final CogoException NO_PRESENCE =
            CogoException.invalid("Presence is kept on channels of sessions and on free ones");

    private final ClientSocket client;
    private final String connectionId;

    PushHandler(ClientSocket client, String connectionId) {
        this.client = client;
        this.connectionId = connectionId;
    }

    /** Passes a broadcast on; completes when the channel's home has it. */
    Future<?> broadcast(Topic topic, JsonNode said) {
        Channel own = topic.plan().own();
        if (own == null) {
            return Future.failedFuture(new CogoException(ErrorCode.FORBIDDEN, "You may not write to this topic"));
        }
        return Future.succeededFuture(said)
                .map(envelope -> BroadcastReader.read(connectionId, own, envelope))
                .compose(read -> switch (read) {
                    case IncomingBroadcast.Typing(UUID sessionId, boolean isTyping) ->
                        client.request(0).compose(user -> user.typing(sessionId, isTyping));
                    case IncomingBroadcast.Word(Channel channel, Broadcast what) ->
                        client.request(0).compose(user -> user.broadcast(channel.name(), what));
                });
    }

    /**
     * Says how the client is on the topic's channel: as its user in a session, where the hub says that they are there for as long as they
     * listen; as the page on a free channel, where it is when it says so.
     *
     * @return fails with {@code invalid_request} on a topic without presence
     */
    Future<?> presence(Topic topic, JsonNode said) {
        JsonNode tracked = said.path("payload");
        return switch (said.path("event").asText().toLowerCase(Locale.ROOT)) {
            case "track" ->
                Future.succeededFuture(tracked)
                        .map(PushHandler::stateIn)
                        .compose(state -> track(topic, tracked, state));
            case "untrack" -> untrack(topic);
            default -> Future.failedFuture(CogoException.invalid("Presence is track or untrack"));
        };
    }

    private Future<?> track(Topic topic, JsonNode tracked, Map<String, Object> state) {
        return switch (topic.plan().own()) {
            case Channel.OfSession(UUID sessionId) -> setPresence(sessionId, statusIn(tracked), state);
            case Channel.OfRoom room ->
                client.request(0)
                        .compose(user -> user.track(
                                topic.name(), room.name(), topic.config().presenceKey(), state));
            case null, default -> Future.failedFuture(NO_PRESENCE);
        };
    }

    private Future<?> untrack(Topic topic) {
        return switch (topic.plan().own()) {
            case Channel.OfSession(UUID sessionId) -> setPresence(sessionId, PresenceStatus.AWAY, Map.of());
            case Channel.OfRoom room -> client.untrack(topic.name());
            case null, default -> Future.failedFuture(NO_PRESENCE);
        };
    }

    private Future<Void> setPresence(UUID sessionId, PresenceStatus status, Map<String, Object> state) {
        return client.request(0).compose(user -> user.setPresence(sessionId, Optional.of(status), Optional.of(state)));
    }

    private static Map<String, Object> stateIn(JsonNode tracked) {
        return tracked instanceof ObjectNode state ? PresenceState.checked(JsonTrees.map(state)) : Map.of();
    }

    private static PresenceStatus statusIn(JsonNode tracked) {
        return tracked.path("status").asText().equals(PresenceStatus.AWAY.wireName())
                ? PresenceStatus.AWAY
                : PresenceStatus.ONLINE;
    }
}
