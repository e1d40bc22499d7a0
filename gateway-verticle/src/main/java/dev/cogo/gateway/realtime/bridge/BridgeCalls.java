package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.presence.PresenceState;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The addresses that a client of the bridge may send to, with the bodies that go in and come out. Whatever else is on the bus
 * can't be reached from outside.
 */
final class BridgeCalls {
    private static final String MESSAGE_SEND = "chat.message.send";
    private static final String MESSAGE_EDIT = "chat.message.edit";
    private static final String MESSAGE_DELETE = "chat.message.delete";
    private static final String REACTION = "chat.reaction.set";
    private static final String READ = "chat.read";
    private static final String TIMELINE = "chat.timeline";
    private static final String TYPING = "chat.typing";
    private static final String PRESENCE = "chat.presence";

    private static final Set<String> MESSAGE = Set.of("content", "clientMessageId", "replyTo", "metadata", "mentions");
    private static final Set<String> ONE =
            Set.of("sessionId", "content", "clientMessageId", "replyTo", "metadata", "mentions", "messages");
    private static final Set<String> BATCH = Set.of("sessionId", "messages");

    private BridgeCalls() {}

    /**
     * Makes a call for a client.
     *
     * @return the body of the reply
     * @throws CogoException when the address is unknown or the body is not what it takes
     */
    static Future<?> call(ClientSocket client, String address, JsonNode body) {
        return switch (address) {
            case MESSAGE_SEND -> send(client, body);
            case MESSAGE_EDIT -> edit(client, body);
            case MESSAGE_DELETE -> delete(client, body);
            case REACTION -> react(client, body);
            case READ -> read(client, body);
            case TIMELINE -> timeline(client, body);
            case TYPING -> typing(client, body);
            case PRESENCE -> presence(client, body);
            default -> throw new CogoException(ErrorCode.NOT_FOUND, "there is no such address");
        };
    }

    private static Future<?> send(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", ONE);
        if (!fields.has("messages")) {
            return client.send(fields.id("sessionId"), List.of(message(fields)))
                    .map(stored -> Map.of("message", stored.messages().getFirst()));
        }
        UUID sessionId = new Fields(body, "body with messages", BATCH).id("sessionId");
        List<NewMessage> messages = new ArrayList<>();
        for (JsonNode item : fields.array("messages")) {
            if (messages.size() == SendMessages.MAX_BATCH) {
                throw CogoException.invalid("a batch has 1 to " + SendMessages.MAX_BATCH + " messages");
            }
            messages.add(message(new Fields(item, "a message", MESSAGE)));
        }
        return client.send(sessionId, messages).map(BridgeCalls::messages);
    }

    private static Map<String, Object> messages(StoredMessages stored) {
        return Map.of("messages", stored.messages());
    }

    private static NewMessage message(Fields fields) {
        return new NewMessage(
                fields.text("content"),
                fields.optionalText("clientMessageId").orElse(null),
                fields.optionalId("replyTo").orElse(null),
                fields.optionalMap("metadata").orElse(null),
                fields.optionalIds("mentions", NewMessage.MAX_MENTIONS));
    }

    private static Future<?> edit(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "messageId", "content"));
        return client.edit(fields.id("sessionId"), fields.id("messageId"), fields.text("content"))
                .map(edited -> Map.of("message", edited));
    }

    private static Future<?> delete(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "messageId"));
        return client.delete(fields.id("sessionId"), fields.id("messageId")).map(deleted -> Map.of("message", deleted));
    }

    private static Future<?> react(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "messageId", "emoji", "on"));
        return client.react(fields.id("sessionId"), fields.id("messageId"), fields.text("emoji"), fields.flag("on"));
    }

    private static Future<?> read(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "seq"));
        return client.read(fields.id("sessionId"), fields.whole("seq"));
    }

    private static Future<?> timeline(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "after", "limit"));
        long limit = fields.optionalWhole("limit").orElse((long) ReadTimeline.DEFAULT_LIMIT);
        if (limit < 1 || limit > ReadTimeline.MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + ReadTimeline.MAX_LIMIT);
        }
        return client.timeline(fields.id("sessionId"), fields.whole("after"), (int) limit)
                .map(TimelineAnswer::of);
    }

    private static Future<?> typing(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "isTyping"));
        return client.typing(fields.id("sessionId"), fields.flag("isTyping")).map(done -> Map.of());
    }

    private static Future<?> presence(ClientSocket client, JsonNode body) {
        Fields fields = new Fields(body, "body", Set.of("sessionId", "status", "state", "limit", "cursor", "offline"));
        UUID sessionId = fields.id("sessionId");
        Optional<PresenceStatus> status = fields.optionalText("status").map(BridgeCalls::status);
        Optional<Map<String, Object>> state = fields.optionalMap("state").map(PresenceState::checked);
        long limit = fields.optionalWhole("limit").orElse((long) ReadPresence.MAX_LIMIT);
        if (limit < 1 || limit > ReadPresence.MAX_LIMIT) {
            throw CogoException.invalid("limit must be 1 to " + ReadPresence.MAX_LIMIT);
        }
        Optional<String> cursor = fields.optionalText("cursor");
        boolean offline = fields.has("offline") && fields.flag("offline");
        Future<Void> said = status.isPresent() || state.isPresent()
                ? client.setPresence(sessionId, status, state)
                : Future.succeededFuture();
        return said.compose(done -> client.presence(sessionId, (int) limit, cursor, offline));
    }

    private static PresenceStatus status(String name) {
        return Optional.of(name)
                .filter(known -> known.equals("online") || known.equals("away"))
                .map(PresenceStatus::of)
                .orElseThrow(() -> CogoException.invalid("status must be online or away"));
    }
}
