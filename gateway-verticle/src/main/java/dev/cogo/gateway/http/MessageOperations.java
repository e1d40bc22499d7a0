package dev.cogo.gateway.http;

import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /chat/message} and {@code /chat/history}: sending and reading messages. */
final class MessageOperations {
    private final Bus bus;
    private final RateLimits limits;

    MessageOperations(Bus bus, RateLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    void addTo(OperationTable table) {
        table.on("sendMessage", this::send).on("getHistory", this::history);
    }

    private Future<Reply> send(Call call) {
        JsonArray batch = call.body().getJsonArray("messages");
        List<NewMessage> messages = batch == null
                ? List.of(message(call.body()))
                : batch.stream()
                        .map(JsonObject.class::cast)
                        .map(MessageOperations::message)
                        .toList();
        SendMessages request = new SendMessages(call.userId(), call.bodyId("sessionId"), messages);
        return limits.spendMessages(call.userId(), messages.size())
                .compose(spent -> bus.<StoredMessages>request(Address.MESSAGE_SEND, request, call.cost()))
                .map(stored -> Reply.created(
                        batch == null
                                ? Map.of("message", stored.messages().getFirst())
                                : Map.of("messages", stored.messages())));
    }

    private static NewMessage message(JsonObject body) {
        return new NewMessage(
                body.getString("content"),
                body.getString("clientMessageId"),
                Call.idOf(body, "replyTo"),
                map(body.getJsonObject("metadata")));
    }

    private static @Nullable Map<String, Object> map(@Nullable JsonObject object) {
        return object == null ? null : object.getMap();
    }

    private Future<Reply> history(Call call) {
        ReadHistory request = new ReadHistory(
                call.userId(),
                call.id("sessionId"),
                call.number("before"),
                call.number("after"),
                call.integer("limit", ReadHistory.DEFAULT_LIMIT));
        return bus.request(Address.HISTORY_READ, request, call.cost()).map(Reply::ok);
    }
}
