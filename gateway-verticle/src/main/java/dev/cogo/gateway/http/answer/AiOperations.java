package dev.cogo.gateway.http.answer;

import dev.cogo.gateway.http.operation.Call;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.http.operation.Page;
import dev.cogo.gateway.http.operation.Reply;
import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerMessage;
import dev.cogo.schema.ai.AskAgain;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.ai.DecideApproval;
import dev.cogo.schema.ai.Decision;
import dev.cogo.schema.ai.ListApprovals;
import dev.cogo.schema.ai.ReadAiUsage;
import dev.cogo.schema.ai.ReadRun;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.ai.ToolApprovals;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.assistant.ListAssistantCards;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import io.vertx.core.Future;
import java.util.function.Function;

/** {@code /chat/ai-greeting}, {@code /chat/ai-response}, {@code /chat/ai-run}, {@code /chat/assistants} and {@code /chat/ai-approvals}. What may cost a call of the provider counts as a message. */
public final class AiOperations {
    private static final String ACCEPT_LANGUAGE = "Accept-Language";

    private final Bus bus;
    private final RateLimits limits;
    private final AnswerStreams streams;
    private final boolean anonymousAi;

    public AiOperations(Bus bus, RateLimits limits, AnswerStreams streams, boolean anonymousAi) {
        this.bus = bus;
        this.limits = limits;
        this.streams = streams;
        this.anonymousAi = anonymousAi;
    }

    public void addTo(OperationTable table) {
        table.on("aiGreeting", this::greet)
                .on("aiResponse", this::answer)
                .on("readAiRun", this::read)
                .on("cancelAiRun", this::cancel)
                .on("askAiAgain", this::again)
                .on("answerMessage", this::answerMessage)
                .on("listApprovals", this::approvals)
                .on("decideApproval", this::decide)
                .on("listAssistantCards", this::assistants)
                .on("aiUsage", this::usage);
    }

    private Future<Reply> approvals(Call call) {
        return bus.<ToolApprovals>request(Address.AI_APPROVALS, new ListApprovals(call.userId()), call.cost())
                .map(waiting -> Reply.ok(new Page(waiting.items(), null)));
    }

    private Future<Reply> decide(Call call) {
        DecideApproval request = new DecideApproval(
                call.userId(), call.id("callId"), Decision.of(call.body().getString("decision")));
        return bus.request(Address.AI_APPROVE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> assistants(Call call) {
        return bus.<AssistantCards>request(Address.ASSISTANT_CARDS, new ListAssistantCards(call.userId()), call.cost())
                .map(cards -> Reply.ok(new Page(cards.items(), null)));
    }

    private Future<Reply> usage(Call call) {
        ReadAiUsage request = new ReadAiUsage(call.userId(), call.integer("days", ReadAiUsage.MAX_DAYS));
        return bus.request(Address.AI_USAGE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> greet(Call call) {
        call.requireAi(anonymousAi);
        RequestGreeting request = new RequestGreeting(
                call.userId(),
                Call.idOf(call.body(), "sessionId"),
                call.body().getString("language"),
                call.text(ACCEPT_LANGUAGE));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(Address.AI_GREETING, request, call.cost()))
                .map(Reply::ok);
    }

    private Future<Reply> answer(Call call) {
        call.requireAi(anonymousAi);
        // A question without an id could not be told from a second one, should the node that has it die.
        String id = call.body().getString("clientMessageId");
        NewMessage question = new NewMessage(
                call.body().getString("message"), id == null ? Ids.next().toString() : id, null, null);
        RequestAnswer request = new RequestAnswer(
                call.userId(),
                call.bodyId("sessionId"),
                question,
                call.body().getString("language"),
                call.text(ACCEPT_LANGUAGE),
                null,
                null,
                call.body().getString("assistant"));
        Future<Void> spent = limits.spendMessages(call.userId(), 1);
        Function<StreamTo, Future<Answer>> streamed =
                to -> streams.ask(request.streamedTo(to), call.cost(), call.ended());
        // Nobody is shown pieces who does not want them: each is a message to here.
        Function<StreamTo, Future<Answer>> whole = to -> streams.ask(request, call.cost(), call.ended());
        return call.wantsEvents()
                ? spent.compose(done -> streams.show(call.userId(), streamed, call.ended(), new RunEventsFormat()))
                        .map(Reply::ok)
                : spent.compose(done -> streams.whole(call.userId(), whole, call.ended()))
                        .map(Reply::created);
    }

    private Future<Reply> read(Call call) {
        return bus.request(Address.AI_RUN_READ, new ReadRun(call.userId(), call.id("runId")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> cancel(Call call) {
        return bus.request(Address.AI_RUN_CANCEL, new CancelRun(call.userId(), call.id("runId")), call.cost())
                .map(run -> new Reply(202, run));
    }

    private Future<Reply> again(Call call) {
        call.requireAi(anonymousAi);
        AskAgain request = new AskAgain(
                call.userId(), call.id("runId"), call.body().getString("language"), call.text(ACCEPT_LANGUAGE));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(Address.AI_RUN_AGAIN, request, call.cost()))
                .map(run -> new Reply(202, run));
    }

    private Future<Reply> answerMessage(Call call) {
        call.requireAi(anonymousAi);
        AnswerMessage request = new AnswerMessage(
                call.userId(),
                call.id("sessionId"),
                call.id("messageId"),
                call.body().getString("language"),
                call.text(ACCEPT_LANGUAGE));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> bus.request(Address.AI_MESSAGE_ANSWER, request, call.cost()))
                .map(run -> new Reply(202, run));
    }
}
