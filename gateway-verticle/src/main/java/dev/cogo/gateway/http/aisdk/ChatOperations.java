package dev.cogo.gateway.http.aisdk;

import dev.cogo.gateway.http.answer.AnswerStreams;
import dev.cogo.gateway.http.operation.Call;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.http.operation.Reply;
import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.gateway.realtime.stream.EventStreamDoor;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.LiveRun;
import dev.cogo.schema.ai.ReadLiveRun;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;

/** {@code /api/chat}: the question is a message of the session, the answer a run, which goes on when the client leaves. */
public final class ChatOperations {
    private static final String VERSION = "X-AI-SDK-Version";
    /** What those are told who don't say more. */
    private static final int OLDEST = 6;

    private final Vertx vertx;
    private final Bus bus;
    private final RateLimits limits;
    private final AnswerStreams answers;
    private final EventStreamDoor streams;
    private final boolean anonymousAi;

    public ChatOperations(
            Vertx vertx,
            Bus bus,
            RateLimits limits,
            AnswerStreams answers,
            EventStreamDoor streams,
            boolean anonymousAi) {
        this.vertx = vertx;
        this.bus = bus;
        this.limits = limits;
        this.answers = answers;
        this.streams = streams;
        this.anonymousAi = anonymousAi;
    }

    public void addTo(OperationTable table) {
        table.on("uiChat", this::ask).on("resumeUiChat", this::resume);
    }

    private Future<Reply> ask(Call call) {
        call.requireAi(anonymousAi);
        ChatRequest chat = ChatRequest.of(call.body());
        RequestAnswer request = new RequestAnswer(
                call.userId(),
                chat.sessionId(),
                chat.question(),
                call.body().getString("language"),
                call.text("Accept-Language"),
                null,
                chat.again() ? Ids.next() : null,
                call.body().getString("assistant"));
        UiMessageFormat format = new UiMessageFormat(version(call));
        return limits.spendMessages(call.userId(), 1)
                .compose(spent -> answers.show(
                        call.userId(),
                        to -> answers.ask(request.streamedTo(to), call.cost(), call.ended()),
                        call.ended(),
                        format))
                .map(Reply::ok);
    }

    private Future<Reply> resume(Call call) {
        UUID session = call.id("sessionId");
        return bus.<LiveRun>request(Address.AI_RUN_LIVE, new ReadLiveRun(call.userId(), session), call.cost())
                .map(live -> live.run() == null
                        ? Reply.nothing()
                        : Reply.ok(new ResumedRun(
                                vertx, bus, streams, call.identity(), live.run(), new UiMessageWriter(version(call)))));
    }

    private static int version(Call call) {
        return call.integer(VERSION, OLDEST);
    }
}
