package dev.cogo.gateway.http.aisdk;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.http.operation.Outgoing;
import dev.cogo.gateway.http.operation.StreamedBody;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.stream.EventStreamDoor;
import dev.cogo.gateway.realtime.stream.SessionStream;
import dev.cogo.gateway.realtime.stream.StreamCodec;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.ReadRun;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.ReadHistory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run under way, told from its beginning to somebody who comes late, out of the session's events: the first of them has all of the text
 * so far. The end is read from the run and the session, for events may be lost. For one event loop.
 */
final class ResumedRun implements StreamedBody, StreamCodec {
    /** A run tells of itself each second. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Bus bus;
    private final EventStreamDoor door;
    private final Identity who;
    private final AiRun run;
    private final UiMessageWriter writer;
    private @Nullable SessionStream stream;
    private boolean heard;
    private boolean over;

    ResumedRun(Vertx vertx, Bus bus, EventStreamDoor door, Identity who, AiRun run, UiMessageWriter writer) {
        this.vertx = vertx;
        this.bus = bus;
        this.door = door;
        this.who = who;
        this.run = run;
        this.writer = writer;
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public Future<Void> writeTo(Outgoing client) {
        client.response().putHeader(UiMessageWriter.HEADER, UiMessageWriter.PROTOCOL);
        SessionStream opened = door.open(client.request(), who, run.sessionId(), this);
        stream = opened;
        long timer = vertx.setPeriodic(SILENCE.toMillis(), tick -> {
            if (!heard) {
                look(opened);
            }
            heard = false;
        });
        opened.ended().onComplete(ended -> vertx.cancelTimer(timer));
        // It may have ended before we listened.
        return opened.subscribed().onSuccess(live -> look(opened)).compose(live -> opened.ended());
    }

    @Override
    public String door() {
        return "ai-sdk";
    }

    @Override
    public String event(EncodedEvent event) {
        SessionStream opened = stream;
        if (over || opened == null || !event.isOfRun()) {
            return "";
        }
        JsonObject payload = event.payload();
        if (!run.runId().toString().equals(payload.getString("runId"))) {
            return "";
        }
        heard = true;
        if (event.name().equals(EventName.AI_DONE.wireName())) {
            look(opened);
            return "";
        }
        int offset = event.name().equals(EventName.AI_DELTA.wireName()) ? payload.getInteger("offset") : 0;
        try {
            return writer.text(
                    run.runId().toString(), payload.getInteger("attempt"), offset, payload.getString("text"));
        } catch (CogoException e) {
            over = true;
            return writer.failed(e);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public String broken(String reason) {
        return over
                ? ""
                : writer.failed(
                        new CogoException(ErrorCode.UNAVAILABLE, "the stream broke off (" + reason + "); resume it"));
    }

    private void look(SessionStream opened) {
        bus.<AiRun>request(Address.AI_RUN_READ, new ReadRun(who.userId(), run.runId()), new Cost())
                .compose(now -> !now.status().isOver() ? Future.succeededFuture() : end(now))
                .recover(failure -> Future.succeededFuture(writer.failed(Failures.of(failure, "resuming a run"))))
                .onSuccess(last -> {
                    if (last != null && !over) {
                        over = true;
                        opened.end(last);
                    }
                });
    }

    private Future<@Nullable String> end(AiRun now) {
        Long seq = now.answerSeq();
        if (seq == null) {
            return Future.succeededFuture(writer.failed(failure(now)));
        }
        return bus.<MessagePage>request(
                        Address.HISTORY_READ,
                        new ReadHistory(who.userId(), run.sessionId(), seq + 1, null, 1),
                        new Cost())
                .map(page -> done(page, seq));
    }

    private String done(MessagePage page, long seq) {
        Message answer = page.items().stream()
                .filter(message -> message.seq() == seq && message.deletedAt() == null)
                .findFirst()
                .orElseThrow(() -> new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the answer is gone"));
        return writer.done(answer);
    }

    private static CogoException failure(AiRun now) {
        ErrorCode code = ErrorCode.ofWireName(String.valueOf(now.error())).orElse(ErrorCode.AI_FAILED);
        return new CogoException(code, code.title());
    }
}
