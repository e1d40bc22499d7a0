package dev.cogo.ai;

import static dev.cogo.ai.testing.AiFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.BusCodec;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.AnswerMessage;
import dev.cogo.schema.ai.AskAgain;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.ai.LiveRun;
import dev.cogo.schema.ai.ReadLiveRun;
import dev.cogo.schema.ai.ReadRun;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that somebody sees being written. */
class StreamedAnswersTest {
    private static final String PLACE = "a-gateway";

    private final AiFixture ai = new AiFixture();
    private final Bus bus = new Bus(ai.vertx);
    private final UUID streamId = Ids.next();
    private final List<AnswerDelta> deltas = new CopyOnWriteArrayList<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private volatile boolean gone;
    private UUID session;

    @BeforeEach
    void start() {
        session = ai.chat.session(true, "ko", ai.user, ai.other);
        bus.servePrivate(PLACE, Address.ANSWER_DELTA, (AnswerDelta delta) -> {
                    if (gone) {
                        throw new CogoException(ErrorCode.NOT_FOUND, "nobody waits");
                    }
                    deltas.add(delta);
                    return Done.DONE;
                })
                .completion()
                .await();
        String channel = new Channel.OfSession(session).name();
        EventEnvelope.receive(
                        ai.vertx.eventBus(),
                        EventEnvelope.Destination.HOME,
                        ClusterView.alone().self(),
                        event -> {
                            if (event.channel().equals(channel)) {
                                events.add(event.body().toJsonObject());
                            }
                        })
                .completion()
                .await();
    }

    @AfterEach
    void close() {
        ai.close();
    }

    private Future<Answer> ask(String clientMessageId) {
        return ask(clientMessageId, new StreamTo(PLACE, streamId));
    }

    private Future<Answer> ask(String clientMessageId, StreamTo to) {
        NewMessage question = new NewMessage("why?", clientMessageId, null, null);
        return bus.request(
                Address.AI_ANSWER, new RequestAnswer(ai.user, session, question, null, null, to), new Cost());
    }

    /** An answer that has begun, and ends when the model is told to or is given up. */
    private Future<Answer> askForTwoWords(Promise<Void> gate) {
        ai.gemini.next(GeminiReply.beginning(
                response -> gate.future()
                        .onSuccess(open -> response.end(GeminiReply.sse(GeminiReply.event("STOP", " three")))),
                "one ",
                "two"));
        ai.startAi();
        Future<Answer> answer = ask("c1");
        Eventually.until("two words", () -> heard(1).equals("one two"));
        return answer;
    }

    private List<JsonObject> all(String name) {
        return events.stream()
                .filter(event -> event.getString("event").equals(name))
                .map(event -> event.getJsonObject("payload"))
                .toList();
    }

    /** What the pieces of an attempt are together; each has to follow the one before. */
    private String heard(int attempt) {
        StringBuilder text = new StringBuilder();
        int index = 0;
        for (JsonObject delta : all("ai_delta")) {
            if (delta.getInteger("attempt") == attempt) {
                assertThat(delta.getInteger("offset")).isEqualTo(text.length());
                assertThat(delta.getInteger("index")).isEqualTo(index++);
                text.append(delta.getString("text"));
            }
        }
        return text.toString();
    }

    private JsonObject done() {
        Eventually.until("the end", () -> !all("ai_done").isEmpty());
        return all("ai_done").getFirst();
    }

    private UUID runId() {
        return UUID.fromString(all("ai_run").getFirst().getString("runId"));
    }

    private static Object cut(Message answer) {
        return ofRun(answer, "cut");
    }

    private static Object ofRun(Message answer, String field) {
        return ((Map<?, ?>) answer.metadata().get("ai")).get(field);
    }

    @Test
    void thePiecesGoToTheAskerAndToTheSession() {
        ai.gemini.next(GeminiReply.stream("one ", "two"));
        ai.startAi();
        Answer answer = ask("c1").await();
        JsonObject done = done();

        assertThat(answer.message().content()).isEqualTo("one two").isEqualTo(heard(1));
        assertThat(deltas.stream().map(AnswerDelta::text).collect(Collectors.joining()))
                .isEqualTo("one two");
        JsonObject begin = all("ai_run").getFirst();
        assertThat(events.getFirst().getString("event")).isEqualTo("ai_run");
        assertThat(begin.getString("questionId"))
                .isEqualTo(answer.question().id().toString());
        assertThat(begin.getString("text")).isEmpty();
        assertThat(done.getString("runId")).isEqualTo(begin.getString("runId"));
        assertThat(done.getString("status")).isEqualTo("done");
        assertThat(done.getString("messageId")).isEqualTo(answer.message().id().toString());
        assertThat(done.fieldNames()).doesNotContain("error", "retract");
        Row booked = ai.rows("SELECT total_tokens, error FROM ai_response_logs").getFirst();
        assertThat(booked.getInteger("total_tokens")).isEqualTo(52);
        assertThat(booked.getString("error")).isNull();

        // A repeated question has its answer, and no pieces.
        int before = deltas.size();
        assertThat(ask("c1").await()).isEqualTo(answer);
        assertThat(deltas).hasSize(before);
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs")).hasSize(1);
    }

    @Test
    void theWholeDoesNotOvertakeItsPieces() {
        Promise<Void> road = Promise.promise();
        List<String> came = new CopyOnWriteArrayList<>();
        ai.vertx
                .eventBus()
                .<AnswerDelta>consumer(Bus.addressAt("far away", Address.ANSWER_DELTA.wireName()))
                .handler(piece -> road.future().onSuccess(passable -> {
                    came.add(piece.body().text());
                    piece.reply(Done.DONE, new DeliveryOptions().setCodecName(BusCodec.NAME));
                }))
                .completion()
                .await();
        ai.startAi();
        Future<Answer> answer = ask("c1", new StreamTo("far away", streamId)).onSuccess(whole -> came.add("the whole"));
        done();
        // It is there, and could be told.
        assertThat(ask("c1").await().message().content()).isEqualTo("stub answer 1");
        road.complete();
        answer.await();
        assertThat(String.join(" | ", came)).isEqualTo("stub answer 1 | the whole");
    }

    @Test
    void whoLeavesEndsNothing() {
        gone = true;
        Promise<Void> gate = Promise.promise();
        Future<Answer> answer = askForTwoWords(gate);
        gate.complete();
        assertThat(answer.await().message().content())
                .isEqualTo("one two three")
                .isEqualTo(heard(1));
        assertThat(deltas).isEmpty();
        assertThat(answer.await().message().metadata()).doesNotContainKey("truncated");
    }

    @Test
    void anAnswerToASessionThatIsGoneIsNobodys() {
        Promise<Void> gate = Promise.promise();
        Future<Answer> answer = askForTwoWords(gate);
        ai.chat.delete(session);
        gate.complete();
        assertThat(codeOf(answer)).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(ai.rows("SELECT 1 FROM ai_runs")).isEmpty();
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs")).hasSize(1);
        assertThat(done().getBoolean("retract")).isTrue();
    }

    @Test
    void theSessionHasTheAnswerToWhoWasRemoved() {
        Promise<Void> gate = Promise.promise();
        Future<Answer> answer = askForTwoWords(gate);
        ai.chat.remove(session, ai.user);
        gate.complete();
        assertThat(answer.await().message().content())
                .isEqualTo("one two three")
                .isEqualTo(heard(1));
        assertThat(done().getString("status")).isEqualTo("done");
        assertThat(codeOf(ask("c2"))).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void soItHasThatToWhoWasBlocked() {
        Promise<Void> gate = Promise.promise();
        Future<Answer> answer = askForTwoWords(gate);
        ai.chat.block(session);
        gate.complete();
        assertThat(answer.await().message().content())
                .isEqualTo("one two three")
                .isEqualTo(heard(1));
        assertThat(done().getString("status")).isEqualTo("done");
        assertThat(codeOf(ask("c2"))).isEqualTo(ErrorCode.BLOCKED);
    }

    @Test
    void whoComesLateIsToldWhatWasSaid() {
        Promise<Void> gate = Promise.promise();
        Future<Answer> answer = askForTwoWords(gate);
        Eventually.until(
                "all so far", () -> all("ai_run").getLast().getString("text").equals("one two"));
        assertThat(all("ai_run").getLast().getInteger("offset")).isEqualTo(7);
        gate.complete();
        answer.await();
    }

    @Test
    void whatIsCancelledIsKeptAndMarked() {
        Future<Answer> answer = askForTwoWords(Promise.promise());
        assertThat(codeOf(ai.about(Address.AI_RUN_CANCEL, new CancelRun(ai.other, runId()))))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(codeOf(ai.about(Address.AI_RUN_CANCEL, new CancelRun(Ids.next(), runId()))))
                .isEqualTo(ErrorCode.RUN_NOT_FOUND);
        ai.about(Address.AI_RUN_CANCEL, new CancelRun(ai.user, runId())).await();

        Message kept = answer.await().message();
        Eventually.until("the model is told to stop", () -> ai.gemini.connectionsClosed() == 1);
        assertThat(kept.content()).isEqualTo("one two");
        assertThat(kept.metadata()).containsEntry("truncated", true);
        assertThat(cut(kept)).isEqualTo("cancelled");
        JsonObject done = done();
        assertThat(done.getString("status")).isEqualTo("cancelled");
        assertThat(done.getString("messageId")).isEqualTo(kept.id().toString());
        AiRun run = ai.<AiRun>about(Address.AI_RUN_READ, new ReadRun(ai.other, runId()))
                .await();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.answerSeq()).isEqualTo(kept.seq());
        assertThat(ai.rows("SELECT 1 FROM ai_response_cache")).isEmpty();
        assertThat(codeOf(ai.about(Address.AI_RUN_CANCEL, new CancelRun(ai.user, runId()))))
                .isEqualTo(ErrorCode.RUN_FINISHED);
        assertThat(ask("c1").await().message()).isEqualTo(kept);
    }

    @Test
    void whatIsCancelledBeforeItBeginsLeavesNothing() {
        ai.gemini.next(GeminiReply.stream("never").after(Promise.<Void>promise().future()));
        ai.startAi();
        Future<Answer> answer = ask("c1");
        Eventually.until("it is under way", () -> !ai.gemini.calls().isEmpty());
        ai.about(Address.AI_RUN_CANCEL, new CancelRun(ai.user, runId())).await();
        assertThat(codeOf(answer)).isEqualTo(ErrorCode.RUN_CANCELLED);
        assertThat(done().getBoolean("retract")).isTrue();
        assertThat(ai.chat.messages(session)).hasSize(1);
        assertThat(codeOf(ask("c1"))).isEqualTo(ErrorCode.RUN_CANCELLED);
    }

    @Test
    void askedAgainItIsAnsweredAnew() {
        ai.startAi();
        Answer first = ask("c1").await();
        AiRun second = ai.<AiRun>about(Address.AI_RUN_AGAIN, new AskAgain(ai.other, runId(), null, null))
                .await();
        assertThat(second.variant()).isEqualTo(2);
        assertThat(second.status()).isEqualTo(RunStatus.RUNNING);
        Eventually.until("both ends", () -> all("ai_done").size() == 2);
        Message other = ai.chat.messages(session).getLast();
        assertThat(other.content()).isEqualTo("stub answer 2");
        assertThat(other.replyTo()).isEqualTo(first.question().id());
        assertThat(new JsonObject(other.metadata()).getJsonObject("ai").getMap())
                .containsEntry("runId", second.runId().toString())
                .containsEntry("variant", 2);
        assertThat(codeOf(ai.about(Address.AI_RUN_AGAIN, new AskAgain(Ids.next(), runId(), null, null))))
                .isEqualTo(ErrorCode.RUN_NOT_FOUND);
    }

    @Test
    void aMessageThatStandsThereIsAnsweredForWhoeverAsks() {
        ai.startAi();
        Message said = ai.chat.write(session, ai.other, MessageType.TEXT, "When was it built?");
        ai.chat.write(session, ai.user, MessageType.TEXT, "Never mind.");
        AiRun run = answer(said).await();
        assertThat(run.userId()).isEqualTo(ai.user);
        assertThat(run.variant()).isEqualTo(1);
        Eventually.until("it ends", () -> all("ai_done").size() == 1);
        Message answer = ai.chat.messages(session).getLast();
        assertThat(answer.replyTo()).isEqualTo(said.id());
        // What came later is no part of it.
        assertThat(ai.gemini.calls().getLast().contents())
                .singleElement()
                .asString()
                .endsWith("When was it built?");

        assertThat(answer(said).await().variant()).isEqualTo(2);
        Eventually.until("both end", () -> all("ai_done").size() == 2);
        assertThat(codeOf(answer(answer))).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        UUID elsewhere = ai.chat.session(true, null, ai.user);
        Message far = ai.chat.write(elsewhere, ai.user, MessageType.TEXT, "Elsewhere");
        assertThat(codeOf(answer(far))).isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
    }

    private Future<AiRun> answer(Message message) {
        return ai.about(Address.AI_MESSAGE_ANSWER, new AnswerMessage(ai.user, session, message.id(), null, null));
    }

    @Test
    void anotherAnswerThatIsAskedForUnderAnIdIsOneHoweverOftenItIsAskedFor() {
        ai.startAi();
        Answer first = ask("c1").await();
        UUID id = Ids.next();
        Answer second = again("c1", id).await();
        assertThat(second.question()).isEqualTo(first.question());
        assertThat(new JsonObject(second.message().metadata())
                        .getJsonObject("ai")
                        .getMap())
                .containsEntry("runId", id.toString())
                .containsEntry("variant", 2);
        assertThat(again("c1", id).await().message()).isEqualTo(second.message());
        // By the question's own id.
        Answer third = again(first.question().id().toString(), Ids.next()).await();
        assertThat(third.question().id()).isEqualTo(first.question().id());
        assertThat(ai.chat.messages(session)).hasSize(4);
    }

    private Future<Answer> again(String questionId, UUID runId) {
        NewMessage question = new NewMessage("why?", questionId, null, null);
        return bus.request(
                Address.AI_ANSWER,
                new RequestAnswer(ai.user, session, question, null, null, new StreamTo(PLACE, streamId), runId, null),
                new Cost());
    }

    @Test
    void theRunUnderWayIsFoundByItsSession() {
        Promise<Void> gate = Promise.promise();
        Future<Answer> answer = askForTwoWords(gate);
        assertThat(live(ai.other).run().runId()).isEqualTo(runId());
        assertThat(codeOf(ai.about(Address.AI_RUN_LIVE, new ReadLiveRun(Ids.next(), session))))
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        gate.complete();
        answer.await();
        assertThat(live(ai.user).run()).isNull();
    }

    private LiveRun live(UUID userId) {
        return ai.<LiveRun>about(Address.AI_RUN_LIVE, new ReadLiveRun(userId, session))
                .await();
    }

    @Test
    void whatBreaksOffIsKeptAndMarked() {
        ai.gemini.next(GeminiReply.beginning(response -> response.reset(), "one ", "two"));
        ai.startAi();
        Message kept = ask("c1").await().message();
        assertThat(kept.content()).isEqualTo("one two").isEqualTo(heard(1));
        assertThat(kept.metadata()).containsEntry("truncated", true);
        assertThat(cut(kept)).isEqualTo("interrupted");
        assertThat(done().getString("status")).isEqualTo("done");
        assertThat(ai.rows("SELECT 1 FROM ai_response_cache")).isEmpty();
    }

    @Test
    void whatIsLongerThanAMessageIsCut() {
        ai.gemini.next(GeminiReply.stream("가".repeat(10_000), "가".repeat(10_000), "가"));
        ai.startAi();
        Message kept = ask("c1").await().message();
        assertThat(kept.content()).isEqualTo("가".repeat(10_922)).isEqualTo(heard(1));
        assertThat(kept.metadata()).containsEntry("truncated", true);
        assertThat(cut(kept)).isEqualTo("length");
        assertThat(ai.rows("SELECT 1 FROM ai_response_cache")).isEmpty();
    }

    @Test
    void theNextAttemptIsHeardFromItsBeginning() {
        Message question = ai.chat.write(session, ai.user, MessageType.TEXT, "why?");
        UUID run = ai.abandonedRun(question, 1, "ko");
        ai.database.query("UPDATE ai_runs SET stream_place = $2, stream_id = $3 WHERE id = $1", run, PLACE, streamId);
        ai.startAi();
        JsonObject done = done();
        JsonObject begin = all("ai_run").getFirst();
        assertThat(begin.getString("runId")).isEqualTo(run.toString());
        assertThat(begin.getInteger("attempt")).isEqualTo(2);
        assertThat(heard(2))
                .isEqualTo("stub answer 1")
                .isEqualTo(ai.chat.messages(session).getLast().content());
        assertThat(deltas.stream().map(AnswerDelta::text).collect(Collectors.joining()))
                .isEqualTo("stub answer 1");
        assertThat(done.getString("messageId"))
                .isEqualTo(ai.chat.messages(session).getLast().id().toString());
    }

    @Test
    void theBuiltInProviderWritesWordByWord() {
        ai.startAi(ai.config(null, 4));
        Answer answer = ask("c1").await();
        done();
        assertThat(heard(1)).isEqualTo(answer.message().content());
    }

    @Test
    void aRefusalTakesBackWhatWasHeard() {
        ai.gemini.next(
                GeminiReply.beginning(response -> response.end(GeminiReply.sse(GeminiReply.event("SAFETY"))), "one "));
        ai.startAi();
        assertThat(codeOf(ask("c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        JsonObject done = done();
        assertThat(done.getString("error")).isEqualTo("ai_refused");
        assertThat(done.getString("status")).isEqualTo("failed");
        assertThat(done.getBoolean("retract")).isTrue();
        assertThat(ai.chat.messages(session)).hasSize(1);
    }
}
