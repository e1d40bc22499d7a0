package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.contract.BodyWork;
import dev.cogo.gateway.contract.CallBodies;
import dev.cogo.gateway.contract.MessageBody;
import dev.cogo.gateway.realtime.hub.UserCalls;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.presence.PresenceState;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The addresses that a client of the bridge may send to, with the bodies that go in, as the AsyncAPI document describes them, and
 * those that come out. Whatever else is on the bus can't be reached from outside.
 */
final class BridgeCalls {
    /** A call with a body that the document allows. */
    private interface Call {
        Future<?> make(UserCalls user, JsonObject body);
    }

    private static final Map<String, Call> CALLS = Map.of(
            "chat.message.send", BridgeCalls::send,
            "chat.message.edit", BridgeCalls::edit,
            "chat.message.delete", BridgeCalls::delete,
            "chat.reaction.set", BridgeCalls::react,
            "chat.read", BridgeCalls::read,
            "chat.timeline", BridgeCalls::timeline,
            "chat.typing", BridgeCalls::typing,
            "chat.presence", BridgeCalls::presence);

    private final Vertx vertx;
    private final CallBodies bodies;

    BridgeCalls(Vertx vertx, CallBodies bodies) {
        this.vertx = vertx;
        this.bodies = bodies;
        // A call that the document does not have stops the start, and not its first user.
        CALLS.keySet().forEach(bodies::of);
    }

    /** Fails with {@code not_found} when there is no such address. */
    void requireAddress(String address) {
        if (!CALLS.containsKey(address)) {
            throw new CogoException(ErrorCode.NOT_FOUND, "there is no such address");
        }
    }

    /**
     * Holds a call's body against the document, beside the event loop when that takes long.
     *
     * @param frameBytes the length of the frame that has it
     * @return the body as it may be called with, complete already unless the frame is long. Fails with {@code invalid_request},
     *     {@code invalid_json}
     */
    Future<JsonObject> check(String address, JsonNode body, int frameBytes) {
        return BodyWork.run(vertx, frameBytes, () -> bodies.of(address).checked(withoutNulls(FrameReader.body(body))));
    }

    /** Makes a call with a body that was checked; the outcome is the body of the reply. */
    Future<?> call(UserCalls user, String address, JsonObject body) {
        return Objects.requireNonNull(CALLS.get(address)).make(user, body);
    }

    /** A field that is null counts as left out, in the body and in each message of a batch. */
    private static JsonObject withoutNulls(JsonObject body) {
        body.getMap().values().removeIf(Objects::isNull);
        if (body.getValue("messages") instanceof JsonArray messages) {
            messages.forEach(message -> {
                if (message instanceof JsonObject item) {
                    item.getMap().values().removeIf(Objects::isNull);
                }
            });
        }
        return body;
    }

    private static Future<?> send(UserCalls user, JsonObject body) {
        return user.send(id(body, "sessionId"), MessageBody.messagesOf(body))
                .map(stored -> MessageBody.isBatch(body)
                        ? Map.of("messages", stored.messages())
                        : Map.of("message", stored.messages().getFirst()));
    }

    private static Future<?> edit(UserCalls user, JsonObject body) {
        return user.edit(id(body, "sessionId"), id(body, "messageId"), body.getString("content"))
                .map(edited -> Map.of("message", edited));
    }

    private static Future<?> delete(UserCalls user, JsonObject body) {
        return user.delete(id(body, "sessionId"), id(body, "messageId")).map(deleted -> Map.of("message", deleted));
    }

    private static Future<?> react(UserCalls user, JsonObject body) {
        return user.react(id(body, "sessionId"), id(body, "messageId"), body.getString("emoji"), body.getBoolean("on"));
    }

    private static Future<?> read(UserCalls user, JsonObject body) {
        return user.read(id(body, "sessionId"), body.getLong("seq"));
    }

    private static Future<?> timeline(UserCalls user, JsonObject body) {
        return user.timeline(
                        id(body, "sessionId"),
                        body.getLong("after"),
                        body.getInteger("limit", ReadTimeline.DEFAULT_LIMIT))
                .map(TimelineAnswer::of);
    }

    private static Future<?> typing(UserCalls user, JsonObject body) {
        return user.typing(id(body, "sessionId"), body.getBoolean("isTyping")).map(done -> Map.of());
    }

    private static Future<?> presence(UserCalls user, JsonObject body) {
        UUID sessionId = id(body, "sessionId");
        Optional<PresenceStatus> status =
                Optional.ofNullable(body.getString("status")).map(PresenceStatus::of);
        Optional<Map<String, Object>> state = Optional.ofNullable(body.getJsonObject("state"))
                .map(JsonObject::getMap)
                .map(PresenceState::checked);
        Future<Void> said = status.isPresent() || state.isPresent()
                ? user.setPresence(sessionId, status, state)
                : Future.succeededFuture();
        return said.compose(done -> user.presence(
                sessionId,
                body.getInteger("limit", ReadPresence.MAX_LIMIT),
                Optional.ofNullable(body.getString("cursor")),
                body.getBoolean("offline", false)));
    }

    private static UUID id(JsonObject body, String name) {
        return Ids.parse(body.getString(name), name);
    }
}
