package dev.cogo.gateway.contract;

import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of a body that the document allows: those in {@code messages}, or the body itself is one. */
public final class MessageBody {
    private static final String BATCH = "messages";

    private MessageBody() {}

    /** Whether it is a batch, which is answered as one. */
    public static boolean isBatch(JsonObject body) {
        return body.containsKey(BATCH);
    }

    /** The messages; throws what {@link NewMessage} does. */
    public static List<NewMessage> messagesOf(JsonObject body) {
        return isBatch(body)
                ? body.getJsonArray(BATCH).stream()
                        .map(message -> messageOf((JsonObject) message))
                        .toList()
                : List.of(messageOf(body));
    }

    private static NewMessage messageOf(JsonObject body) {
        String replyTo = body.getString("replyTo");
        return new NewMessage(
                body.getString("content"),
                body.getString("clientMessageId"),
                replyTo == null ? null : Ids.parse(replyTo, "replyTo"),
                mapOf(body.getJsonObject("metadata")),
                idsOf(body.getJsonArray("mentions")));
    }

    private static @Nullable Map<String, Object> mapOf(@Nullable JsonObject object) {
        return object == null ? null : object.getMap();
    }

    private static @Nullable List<UUID> idsOf(@Nullable JsonArray texts) {
        return texts == null
                ? null
                : texts.stream()
                        .map(text -> Ids.parse((String) text, "a mention"))
                        .toList();
    }
}
