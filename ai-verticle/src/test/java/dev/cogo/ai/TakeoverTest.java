package dev.cogo.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.ai.testing.ModelReply;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeoverTest {
    private final AiFixture ai = new AiFixture();
    private UUID session;

    @BeforeEach
    void start() {
        session = ai.chat.session(true, null, ai.user);
    }

    @AfterEach
    void close() {
        ai.close();
    }

    private Message question(String text) {
        return ai.chat.write(session, ai.user, MessageType.TEXT, text);
    }

    private Row run(UUID id) {
        return ai.rows("SELECT * FROM ai_runs WHERE id = $1", id).getFirst();
    }

    private void waitForStatus(UUID run, String status) {
        Eventually.until(
                "the run is " + status, () -> run(run).getString("status").equals(status));
    }

    @Test
    void whatADeadNodeLeftIsAnsweredOnceItsLeaseIsOver() {
        Message question = question("why?");
        UUID run = ai.abandonedRun(question, 1, "ko");
        ai.startAi();
        ai.startAi();
        waitForStatus(run, "done");
        Message answer = ai.chat.messages(session).getLast();
        assertThat(ai.chat.messages(session)).hasSize(2);
        assertThat(answer.messageType()).isEqualTo(MessageType.AI_RESPONSE);
        assertThat(answer.replyTo()).isEqualTo(question.id());
        assertThat(answer.metadata()).containsEntry("language", "ko");
        assertThat(run(run).getInteger("attempts")).isEqualTo(2);
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    @Test
    void whatANodeLeftThatIsGoneIsAnsweredAtOnce() {
        UUID run = ai.abandonedRun(question("why?"), 1, "en");
        ai.database.query(
                "UPDATE ai_runs SET lease_owner = 'gone/1/1', lease_until = now() + interval '1 hour' WHERE id = $1",
                run);
        TestCluster cluster = new TestCluster(ClusterView.alone().self(), "gone");
        ai.startAi(
                ai.config(GeminiStub.KEY, 4), cluster.seenBy(ClusterView.alone().self()));
        cluster.become(ClusterView.alone().self());
        waitForStatus(run, "done");
        assertThat(run(run).getInteger("attempts")).isEqualTo(2);
    }

    @Test
    void manyAreSharedAndEachIsDoneOnce() {
        List<UUID> runs = IntStream.range(0, 40)
                .mapToObj(i -> ai.abandonedRun(question("question " + i), 1, "en"))
                .toList();
        ai.startAi();
        ai.startAi();
        runs.forEach(run -> waitForStatus(run, "done"));
        assertThat(ai.chat.messages(session)).hasSize(80);
        assertThat(ai.gemini.calls()).hasSize(40);
    }

    @Test
    void theSessionIsToldWhenItHasFailedForGood() {
        ModelReply empty = GeminiReply.candidate("STOP");
        ai.gemini.next(empty, empty, empty);
        UUID run = ai.abandonedRun(question("why?"), 1, "de");
        ai.startAi();
        waitForStatus(run, "failed");
        assertThat(run(run).getString("error_code")).isEqualTo("ai_failed");
        assertThat(run(run).getInteger("attempts")).isEqualTo(3);
        assertThat(ai.gemini.calls()).hasSize(2);
        Message told = ai.chat.messages(session).getLast();
        assertThat(told.messageType()).isEqualTo(MessageType.SYSTEM);
        assertThat(told.content()).startsWith("Die KI konnte diese Frage nicht beantworten");
        assertThat(told.clientMessageId()).isEqualTo("ai:" + run + ":failed");
        assertThat(told.metadata()).containsEntry("code", "ai_failed").containsEntry("status", "failed");
    }

    @Test
    void whatKilledSeveralNodesIsNotTriedForEver() {
        UUID run = ai.abandonedRun(question("why?"), 3, "en");
        ai.startAi();
        waitForStatus(run, "failed");
        assertThat(ai.gemini.calls()).isEmpty();
        assertThat(ai.chat.messages(session)).hasSize(2);
    }

    @Test
    void aRefusalIsToldAtOnce() {
        ai.gemini.next(GeminiReply.blocked("SAFETY"));
        UUID run = ai.abandonedRun(question("bad"), 1, "en");
        ai.startAi();
        waitForStatus(run, "failed");
        assertThat(ai.gemini.calls()).hasSize(1);
        assertThat(ai.chat.messages(session).getLast().metadata()).containsEntry("code", "ai_refused");
    }

    @Test
    void whatWasCancelledMeanwhileIsNotBegunAgain() {
        UUID run = ai.abandonedRun(question("why?"), 1, "en");
        ai.database.query("UPDATE ai_runs SET cancel_requested_at = now() WHERE id = $1", run);
        ai.startAi();
        waitForStatus(run, "cancelled");
        assertThat(ai.gemini.calls()).isEmpty();
        assertThat(ai.chat.messages(session)).hasSize(1);
    }

    @Test
    void aChatThatIsAwayIsToldLater() {
        ai.chat.failNextPosts(2);
        UUID run = ai.abandonedRun(question("why?"), 3, "en");
        ai.startAi();
        waitForStatus(run, "failed");
        assertThat(ai.chat.messages(session)).hasSize(2);
    }

    @Test
    void aLeaseLastsAsLongAsTheWork() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.stream("at last").after(gate.future()));
        ai.startAi();
        ai.startAi();
        Future<Answer> answer = ai.ask(session, "why?", null);
        Eventually.until("it is under way", () -> !ai.gemini.calls().isEmpty());
        OffsetDateTime first = leaseUntil();
        Eventually.until(
                "the lease was renewed past two of its lives",
                () -> leaseUntil().isAfter(first.plus(AiFixture.LEASE.multipliedBy(2))));
        gate.complete();
        assertThat(answer.await().message().content()).isEqualTo("at last");
        assertThat(ai.rows("SELECT 1 FROM ai_runs WHERE attempts = 1 AND lease_until IS NULL"))
                .hasSize(1);
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    private OffsetDateTime leaseUntil() {
        return ai.rows("SELECT lease_until FROM ai_runs").getFirst().getOffsetDateTime("lease_until");
    }

    @Test
    void aNodeThatStopsHandsItsWorkOver() {
        Promise<Void> never = Promise.promise();
        ai.gemini.next(GeminiReply.stream("never").after(never.future()));
        String stopping = ai.startAi();
        Future<Answer> lost = ai.ask(session, "why?", "c1");
        Eventually.until("it is under way", () -> !ai.gemini.calls().isEmpty());
        ai.startAi();
        ai.undeploy(stopping);
        Answer repeated = ai.ask(session, "why?", "c1").await();
        assertThat(repeated.message().content()).isEqualTo("stub answer 2");
        assertThat(ai.chat.messages(session)).hasSize(2);
        assertThat(lost.succeeded()).isFalse();
    }

    @Test
    void aRepeatedRequestWaitsForWhoeverWorksOnIt() {
        UUID run = ai.abandonedRun(session, Ids.next(), 1, 1, "en");
        ai.database.query(
                "UPDATE ai_runs SET lease_owner = 'a slow node', lease_until = now() + interval '1 hour' WHERE id = $1",
                run);
        ai.startAi();
        // The chat's first message, so its seq is the job's.
        Future<Answer> waiting = ai.ask(session, "why?", "c1");
        Eventually.until(
                "the question is stored", () -> !ai.chat.messages(session).isEmpty());
        Message answer = ai.chat.write(session, null, MessageType.AI_RESPONSE, "from the slow node");
        ai.database.query("UPDATE ai_runs SET status = 'done', answer_seq = $2 WHERE id = $1", run, answer.seq());
        assertThat(waiting.await().message()).isEqualTo(answer);
        assertThat(ai.gemini.calls()).isEmpty();
    }
}
