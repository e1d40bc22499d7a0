package dev.cogo.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.record.Done;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that messages have asked for by themselves, as the chat leaves them. */
class TriggeredRunsTest {
    private final AiFixture ai = new AiFixture();
    private final List<JsonObject> ends = new CopyOnWriteArrayList<>();
    private UUID bot;
    private UUID stranger;
    private UUID session;

    @BeforeEach
    void start() {
        account(ai.user, "Ada", false, false);
        account(ai.other, "Bob", false, false);
        bot = account(Ids.next(), "a bot", true, false);
        stranger = account(Ids.next(), "a stranger", false, true);
        session = ai.chat.session(true, null, ai.user, ai.other, bot, stranger);
        EventEnvelope.receive(
                        ai.vertx.eventBus(),
                        EventEnvelope.Destination.HOME,
                        ClusterView.alone().self(),
                        event -> {
                            JsonObject body = event.body().toJsonObject();
                            if (body.getString("event").equals("ai_done")) {
                                ends.add(body.getJsonObject("payload"));
                            }
                        })
                .completion()
                .await();
    }

    @AfterEach
    void close() {
        ai.close();
    }

    private UUID account(UUID id, String name, boolean service, boolean anonymous) {
        ai.database.query(
                "INSERT INTO accounts (id, display_name, is_service, anonymous) VALUES ($1, $2, $3, $4)",
                id,
                name,
                service,
                anonymous);
        return id;
    }

    /** A message that asks, with the run that the chat leaves for it. */
    private Message asks(UUID user, String text, String trigger) {
        return asks(user, text, trigger, null);
    }

    private Message asks(UUID user, String text, String trigger, @Nullable String whenBusy) {
        Message message = ai.chat.write(session, user, MessageType.TEXT, text);
        ai.database.query("""
                INSERT INTO ai_runs (id, session_id, user_id, question_id, question_seq, variant, language, trigger, when_busy,
                                     status)
                VALUES ($1, $2, $3, $4, $5, 1, 'en', $6, $7, 'running')
                """, Ids.next(), session, user, message.id(), message.seq(), trigger, whenBusy);
        return message;
    }

    private void nudge() {
        ai.about(Address.AI_RUNS_DUE, Done.DONE).await();
    }

    private List<Row> runs() {
        return ai.rows("SELECT * FROM ai_runs WHERE session_id = $1 ORDER BY question_seq", session);
    }

    private void waitForAnswers(int count) {
        Eventually.until(count + " answers", () -> answers().size() == count);
    }

    private List<Message> answers() {
        return ai.chat.messages(session).stream()
                .filter(message -> message.messageType() == MessageType.AI_RESPONSE)
                .toList();
    }

    @Test
    void aMessageIsAnsweredAtOnceAndOnce() {
        ai.startAi();
        ai.startAi();
        Message question = asks(ai.user, "@ai why?", "mention");
        nudge();
        waitForAnswers(1);
        assertThat(answers().getFirst().replyTo()).isEqualTo(question.id());
        Eventually.until(
                "the run is over", () -> runs().getFirst().getString("status").equals("done"));
        assertThat(runs().getFirst().getInteger("attempts")).isEqualTo(1);
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    @Test
    void anAuthorsMessagesAreAnsweredOneAfterTheOtherAndOthersBesides() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.text("to the first").after(gate.future()));
        ai.startAi();
        asks(ai.user, "@ai one", "mention");
        nudge();
        Eventually.until("the first is asked", () -> ai.gemini.calls().size() == 1);
        ai.gemini.next(GeminiReply.text("to Bob"), GeminiReply.text("to the second"), GeminiReply.text("to the third"));
        Message bobs = asks(ai.other, "@ai and me?", "mention");
        nudge();
        waitForAnswers(1);
        assertThat(answers().getFirst().replyTo()).isEqualTo(bobs.id());
        Message second = asks(ai.user, "@ai two", "mention");
        Message third = asks(ai.user, "@ai three", "mention");
        nudge();
        gate.complete();
        waitForAnswers(4);
        assertThat(answers()).extracting(Message::content).endsWith("to the first", "to the second", "to the third");
        assertThat(answers()).extracting(Message::replyTo).endsWith(second.id(), third.id());
        // What the model is told of the second: the answer to the first stands before it, though it was written later.
        assertThat(ai.gemini.calls().get(2).contents()).endsWith("model: to Bob | to the first", "user: [Ada] @ai two");
    }

    @Test
    void whatWaitsForItsTurnIsCancelledAtOnce() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.text("one").after(gate.future()));
        ai.startAi();
        asks(ai.user, "@ai one", "mention");
        asks(ai.user, "@ai two", "mention");
        nudge();
        Eventually.until("the first is asked", () -> ai.gemini.calls().size() == 1);
        UUID second = runs().getLast().getUUID("id");
        ai.about(Address.AI_RUN_CANCEL, new CancelRun(ai.user, second)).await();
        Eventually.until(
                "the second is cancelled",
                () -> ends.stream()
                        .anyMatch(end -> end.getString("runId").equals(second.toString())
                                && end.getString("status").equals("cancelled")));
        gate.complete();
        waitForAnswers(1);
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    @Test
    void aMessageMayEndTheAnswerToTheOneBefore() {
        ai.gemini.next(GeminiReply.beginning(response -> {}, "one", " and"), GeminiReply.text("to both"));
        ai.startAi();
        asks(ai.user, "@ai one", "mention");
        nudge();
        Eventually.until("the first is asked", () -> ai.gemini.calls().size() == 1);
        asks(ai.user, "@ai no, two", "mention", "restart");
        nudge();
        Eventually.until(
                "the second is answered",
                () -> runs().getLast().getString("status").equals("done"));
        assertThat(runs().getFirst().getString("status")).isEqualTo("cancelled");
        assertThat(answers().getLast().content()).isEqualTo("to both");
    }

    @Test
    void aMessageMayBeRefusedWhileTheOneBeforeIsAnswered() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.text("one").after(gate.future()));
        ai.startAi();
        asks(ai.user, "@ai one", "mention");
        nudge();
        Eventually.until("the first is asked", () -> ai.gemini.calls().size() == 1);
        asks(ai.user, "@ai two", "mention", "reject");
        nudge();
        Eventually.until("the second is refused", () -> !ends.isEmpty());
        assertThat(ends.getFirst().getString("error")).isEqualTo("too_many_runs");
        gate.complete();
        waitForAnswers(1);
    }

    @Test
    void botsMayNameItAFewTimesInARowAndStrangersMayNotAsk() {
        asks(stranger, "@ai", "mention");
        asks(bot, "hello", "always");
        asks(bot, "why?", "reply");
        asks(bot, "@ai one", "mention");
        ai.startAi();
        waitForAnswers(1);
        for (int i = 2; i <= 4; i++) {
            asks(bot, "@ai " + i, "mention");
            nudge();
            int expected = Math.min(i, 3);
            waitForAnswers(expected);
        }
        Eventually.until(
                "nothing waits",
                () -> runs().stream().allMatch(run -> run.getString("status").equals("done")));
        assertThat(runs()).hasSize(3);
        asks(ai.user, "@ai I'm here, too", "mention");
        nudge();
        waitForAnswers(4);
        asks(bot, "@ai again", "mention");
        nudge();
        waitForAnswers(5);
        assertThat(ends).allMatch(end -> end.getString("status").equals("done"));
    }

    @Test
    void settingsLetAnonymousUsersAskAndGiveTitles() {
        ai.gemini.next(GeminiReply.text("an answer"), GeminiReply.text("**\"Lighthouses\"**\nand more"));
        AiConfig usual = ai.config(GeminiStub.KEY, 16);
        ai.startAi(new AiConfig(
                usual.router(),
                usual.spending(),
                usual.maxConcurrent(),
                usual.contextMessages(),
                usual.contextTokens(),
                null,
                new RunConfig(AiFixture.LEASE, usual.runs().poll(), usual.runs().patience(), 3, 16, true, true),
                usual.tools(),
                usual.cacheLife(),
                usual.cacheSweep(),
                usual.drain()));
        asks(stranger, "@ai", "mention");
        nudge();
        waitForAnswers(1);
        Eventually.until(
                "the session has a title",
                () -> "Lighthouses".equals(ai.chat.titles().get(session)));
        assertThat(ai.rows("SELECT kind FROM ai_response_logs WHERE session_id = $1 ORDER BY id", session))
                .extracting(row -> row.getString("kind"))
                .containsExactly("answer", "title");
    }

    @Test
    void manyThatFailForOneReasonAreToldOfOnce() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.text("one").after(gate.future()));
        ai.startAi(ai.config(GeminiStub.KEY, 16, 2));
        for (int i = 0; i < 6; i++) {
            asks(ai.user, "@ai " + i, "mention");
        }
        nudge();
        Eventually.until(
                "four have failed",
                () -> runs().stream()
                                .filter(run -> "too_many_runs".equals(run.getString("error_code")))
                                .count()
                        == 4);
        gate.complete();
        waitForAnswers(2);
        assertThat(ends.stream().filter(end -> "too_many_runs".equals(end.getString("error"))))
                .hasSize(1);
        assertThat(ai.chat.messages(session)).hasSize(8);
    }

    @Test
    void theProvidersRefusalEndsItAndNoMessageTellsOfIt() {
        ai.gemini.next(GeminiReply.blocked("SAFETY"));
        ai.startAi();
        asks(ai.user, "@ai bad", "mention");
        nudge();
        Eventually.until("the run is over", () -> !ends.isEmpty());
        assertThat(ends.getFirst().getString("error")).isEqualTo("ai_refused");
        assertThat(ai.chat.messages(session)).hasSize(1);
    }
}
