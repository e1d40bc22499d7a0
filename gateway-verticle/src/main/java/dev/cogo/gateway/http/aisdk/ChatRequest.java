package dev.cogo.gateway.http.aisdk;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code useChat} sends: the whole conversation, of which the last message, the user's, is the question. The session knows the
 * rest.
 *
 * @param again whether another answer is wanted to a question that was asked before
 */
record ChatRequest(UUID sessionId, NewMessage question, boolean again) {
    private static final String REGENERATE = "regenerate-message";

    static ChatRequest of(JsonObject body) {
        boolean again = REGENERATE.equals(body.getString("trigger"));
        if (!again && body.containsKey("messageId")) {
            throw CogoException.invalid(
                    "messageId: a message that was sent stays as it is here; change it with the call editMessage");
        }
        JsonArray messages = body.getJsonArray("messages");
        int last = messages.size() - 1;
        // Between a question and the answer that is to be replaced there may be others to it.
        while (again && last > 0 && !isOfUser(messages.getJsonObject(last))) {
            last--;
        }
        JsonObject message = messages.getJsonObject(last);
        String where = "messages[" + last + "]";
        if (!isOfUser(message)) {
            throw CogoException.invalid(where + ".role must be user: the last message is the question");
        }
        String id = message.getString("id");
        return new ChatRequest(
                Ids.parse(body.getString("id"), "id"),
                new NewMessage(
                        text(message.getJsonArray("parts"), where),
                        id == null || id.isEmpty() ? Ids.next().toString() : id,
                        null,
                        null),
                again);
    }

    private static boolean isOfUser(JsonObject message) {
        return "user".equals(message.getString("role"));
    }

    private static String text(JsonArray parts, String where) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> text(parts.getValue(i), where + ".parts[" + i + "]"))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Object part, String where) {
        if (part instanceof JsonObject object
                && "text".equals(object.getValue("type"))
                && object.getValue("text") instanceof String text) {
            return text;
        }
        throw CogoException.invalid(where + " must be a text: {\"type\": \"text\", \"text\": ...}");
    }
}
