package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.contract.MessageBody;
import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.StoredMessages;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** {@code /chat/message} and {@code /chat/session/.../message}: sending messages, changing them, reacting to them. */
public final class MessageOperations {
    private final Bus bus;
    private final RateLimits limits;

    public MessageOperations(Bus bus, RateLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("sendMessage", this::send)
                .on("editMessage", this::edit)
                .on("deleteMessage", this::delete)
                .on("addReaction", call -> react(call, true))
                .on("removeReaction", call -> react(call, false));
    }

    private Future<Reply> send(Call call) {
        List<NewMessage> messages = MessageBody.messagesOf(call.body());
        SendMessages request = new SendMessages(
                call.userId(),
                call.bodyId("sessionId"),
                messages,
                !call.identity().scopes().contains(Scope.AI));
        return limits.spendMessages(call.userId(), messages.size())
                .compose(spent -> bus.<StoredMessages>request(Address.MESSAGE_SEND, request, call.cost()))
                .map(stored -> Reply.created(
                        MessageBody.isBatch(call.body())
                                ? Map.of("messages", stored.messages())
                                : Map.of("message", stored.messages().getFirst())));
    }

    // Like a message it is told to everybody in the session, so it counts as one.
    private Future<Reply> edit(Call call) {
        EditMessage request = new EditMessage(
                call.userId(),
                call.id("sessionId"),
                call.id("messageId"),
                call.body().getString("content"));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.<Message>request(Address.MESSAGE_EDIT, request, call.cost()))
                .map(MessageOperations::changed);
    }

    // Not counted: whoever wrote too much must be able to take it back.
    private Future<Reply> delete(Call call) {
        DeleteMessage request = new DeleteMessage(call.userId(), call.id("sessionId"), call.id("messageId"));
        return bus.<Message>request(Address.MESSAGE_DELETE, request, call.cost())
                .map(MessageOperations::changed);
    }

    private static Reply changed(Message message) {
        return Reply.ok(Map.of("message", message));
    }

    private Future<Reply> react(Call call, boolean on) {
        SetReaction request =
                new SetReaction(call.userId(), call.id("sessionId"), call.id("messageId"), call.required("emoji"), on);
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(Address.REACTION_SET, request, call.cost()))
                .map(Reply::ok);
    }
}
