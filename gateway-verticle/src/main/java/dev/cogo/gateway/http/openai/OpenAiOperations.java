package dev.cogo.gateway.http.openai;

import dev.cogo.gateway.http.answer.AnswerFormat;
import dev.cogo.gateway.http.answer.AnswerStreams;
import dev.cogo.gateway.http.operation.Call;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.http.operation.Reply;
import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestCompletion;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.ai.WrittenText;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.assistant.ListAssistantCards;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1}: the assistants as models for programs. With a session the question is a message there and its answer a run; without one the program
 * keeps the conversation, and the work ends when it leaves.
 */
public final class OpenAiOperations {
    private static final String ACCEPT_LANGUAGE = "Accept-Language";

    private final Bus bus;
    private final RateLimits limits;
    private final AnswerStreams answers;
    private final boolean anonymousAi;

    public OpenAiOperations(Bus bus, RateLimits limits, AnswerStreams answers, boolean anonymousAi) {
        this.bus = bus;
        this.limits = limits;
        this.answers = answers;
        this.anonymousAi = anonymousAi;
    }

    public void addTo(OperationTable table) {
        table.on("listModels", call -> assistants(call).map(all -> Reply.ok(HouseModel.all(all))))
                .on(
                        "getModel",
                        call -> assistants(call).map(all -> Reply.ok(HouseModel.of(call.required("model"), all))))
                .on("createChatCompletion", this::chatCompletion)
                .on("createResponse", this::response);
    }

    private Future<AssistantCards> assistants(Call call) {
        return bus.request(Address.ASSISTANT_CARDS, new ListAssistantCards(call.userId()), call.cost());
    }

    private Future<Reply> chatCompletion(Call call) {
        call.requireAi(anonymousAi);
        ChatCompletionRequest request = ChatCompletionRequest.of(call.body());
        ChatCompletionFormat format = new ChatCompletionFormat(request.wish().model(), request.includeUsage());
        return answer(call, request.wish(), format, format::whole);
    }

    private Future<Reply> response(Call call) {
        call.requireAi(anonymousAi);
        ResponseRequest request = ResponseRequest.of(call.body());
        ResponseFormat format = new ResponseFormat(request);
        return answer(call, request.wish(), format, format::whole);
    }

    private Future<Reply> answer(Call call, Wish wish, AnswerFormat<Written> format, Function<Written, Object> whole) {
        Function<StreamTo, Future<Written>> asked =
                wish.sessionId() == null ? outside(call, wish) : inSession(call, wish, wish.sessionId());
        Function<StreamTo, Future<Written>> work = to -> asked.apply(to).recover(OpenAiOperations::inTheirWords);
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> wish.stream()
                        ? answers.show(call.userId(), work, call.ended(), format)
                                .map(Reply::ok)
                        : answers.whole(call.userId(), work, call.ended()).map(text -> Reply.ok(whole.apply(text))));
    }

    private Function<StreamTo, Future<Written>> inSession(Call call, Wish wish, UUID sessionId) {
        NewMessage question = new NewMessage(wish.conversation().question(), questionId(call, wish), null, null);
        RequestAnswer request = new RequestAnswer(
                call.userId(),
                sessionId,
                question,
                null,
                call.text(ACCEPT_LANGUAGE),
                null,
                null,
                HouseModel.handle(wish.model()));
        return to ->
                answers.ask(request.streamedTo(to), call.cost(), call.ended()).map(Written::of);
    }

    private static Future<Written> inTheirWords(Throwable failure) {
        boolean noModel = failure instanceof CogoException ours && ours.code() == ErrorCode.ASSISTANT_NOT_FOUND;
        return Future.failedFuture(noModel ? HouseModel.missing() : failure);
    }

    // A question without an id could not be told from a second one, should the node that has it die.
    private static String questionId(Call call, Wish wish) {
        @Nullable String given = wish.messageId() == null ? call.text("Idempotency-Key") : wish.messageId();
        return given == null ? Ids.next().toString() : given;
    }

    private Function<StreamTo, Future<Written>> outside(Call call, Wish wish) {
        Conversation conversation = wish.conversation();
        return to -> bus.<WrittenText>request(
                        Address.AI_COMPLETE,
                        new RequestCompletion(
                                call.userId(),
                                HouseModel.handle(wish.model()),
                                conversation.system(),
                                conversation.turns(),
                                wish.maxTokens(),
                                call.text(ACCEPT_LANGUAGE),
                                Objects.requireNonNull(to)),
                        call.cost())
                .map(text -> Written.of(to.streamId(), text));
    }
}
