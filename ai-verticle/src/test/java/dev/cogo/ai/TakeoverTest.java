package dev.cogo.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.ai.Answer;
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

    private Row job(UUID id) {
        return ai.rows("SELECT * FROM ai_jobs WHERE id = $1", id).getFirst();
    }

    private void waitForStatus(UUID job, String status) {
        Eventually.until(
                "the job is " + status, () -> job(job).getString("status").equals(status));
    }

    @Test
    void whatADeadNodeLeftIsAnsweredOnceItsLeaseIsOver() {
        Message question = question("why?");
        UUID job = ai.abandonedJob(session, question.seq(), 1, "ko");
        ai.startAi();
        ai.startAi();
        waitForStatus(job, "done");
        Message answer = ai.chat.messages(session).getLast();
        assertThat(ai.chat.messages(session)).hasSize(2);
        assertThat(answer.messageType()).isEqualTo(MessageType.AI_RESPONSE);
        assertThat(answer.replyTo()).isEqualTo(question.id());
        assertThat(answer.metadata()).containsEntry("language", "ko");
        assertThat(job(job).getInteger("attempts")).isEqualTo(2);
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    @Test
    void whatANodeLeftThatIsGoneIsAnsweredAtOnce() {
        UUID job = ai.abandonedJob(session, question("why?").seq(), 1, "en");
        ai.database.query(
                "UPDATE ai_jobs SET lease_owner = 'gone/1/1', lease_until = now() + interval '1 hour' WHERE id = $1",
                job);
        TestCluster cluster = new TestCluster(ClusterView.alone().self(), "gone");
        ai.startAi(
                ai.config(GeminiStub.KEY, 4), cluster.seenBy(ClusterView.alone().self()));
        cluster.become(ClusterView.alone().self());
        waitForStatus(job, "done");
        assertThat(job(job).getInteger("attempts")).isEqualTo(2);
    }

    @Test
    void manyAreSharedAndEachIsDoneOnce() {
        List<UUID> jobs = IntStream.range(0, 40)
                .mapToObj(
                        i -> ai.abandonedJob(session, question("question " + i).seq(), 1, "en"))
                .toList();
        ai.startAi();
        ai.startAi();
        jobs.forEach(job -> waitForStatus(job, "done"));
        assertThat(ai.chat.messages(session)).hasSize(80);
        assertThat(ai.gemini.calls()).hasSize(40);
    }

    @Test
    void theSessionIsToldWhenItHasFailedForGood() {
        ai.gemini.next(GeminiReply.candidate("STOP"), GeminiReply.candidate("STOP"), GeminiReply.candidate("STOP"));
        UUID job = ai.abandonedJob(session, question("why?").seq(), 1, "de");
        ai.startAi();
        waitForStatus(job, "failed");
        assertThat(job(job).getString("error_code")).isEqualTo("ai_failed");
        assertThat(job(job).getInteger("attempts")).isEqualTo(3);
        assertThat(ai.gemini.calls()).hasSize(2);
        Message told = ai.chat.messages(session).getLast();
        assertThat(told.messageType()).isEqualTo(MessageType.SYSTEM);
        assertThat(told.content()).startsWith("Die KI konnte diese Frage nicht beantworten");
        assertThat(told.clientMessageId()).isEqualTo("ai:" + job + ":failed");
        assertThat(told.metadata()).containsEntry("code", "ai_failed").containsEntry("status", "failed");
    }

    @Test
    void whatKilledSeveralNodesIsNotTriedForEver() {
        UUID job = ai.abandonedJob(session, question("why?").seq(), 3, "en");
        ai.startAi();
        waitForStatus(job, "failed");
        assertThat(ai.gemini.calls()).isEmpty();
        assertThat(ai.chat.messages(session)).hasSize(2);
    }

    @Test
    void aRefusalIsToldAtOnce() {
        ai.gemini.next(GeminiReply.blocked("SAFETY"));
        UUID job = ai.abandonedJob(session, question("bad").seq(), 1, "en");
        ai.startAi();
        waitForStatus(job, "failed");
        assertThat(ai.gemini.calls()).hasSize(1);
        assertThat(ai.chat.messages(session).getLast().metadata()).containsEntry("code", "ai_refused");
    }

    @Test
    void aChatThatIsAwayIsToldLater() {
        ai.chat.failNextPosts(2);
        UUID job = ai.abandonedJob(session, question("why?").seq(), 3, "en");
        ai.startAi();
        waitForStatus(job, "failed");
        assertThat(ai.chat.messages(session)).hasSize(2);
    }

    @Test
    void aLeaseLastsAsLongAsTheWork() {
        Promise<Void> gate = Promise.promise();
        ai.gemini.next(GeminiReply.text("at last").after(gate.future()));
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
        assertThat(ai.rows("SELECT 1 FROM ai_jobs WHERE attempts = 1 AND lease_until IS NULL"))
                .hasSize(1);
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    private OffsetDateTime leaseUntil() {
        return ai.rows("SELECT lease_until FROM ai_jobs").getFirst().getOffsetDateTime("lease_until");
    }

    @Test
    void aNodeThatStopsHandsItsWorkOver() {
        Promise<Void> never = Promise.promise();
        ai.gemini.next(GeminiReply.text("never").after(never.future()));
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
        UUID job = ai.abandonedJob(session, 1, 1, "en");
        ai.database.query(
                "UPDATE ai_jobs SET lease_owner = 'a slow node', lease_until = now() + interval '1 hour' WHERE id = $1",
                job);
        ai.startAi();
        // The chat's first message, so its seq is the job's.
        Future<Answer> waiting = ai.ask(session, "why?", "c1");
        Eventually.until(
                "the question is stored", () -> !ai.chat.messages(session).isEmpty());
        Message answer = ai.chat.write(session, null, MessageType.AI_RESPONSE, "from the slow node");
        ai.database.query("UPDATE ai_jobs SET status = 'done', answer_seq = $2 WHERE id = $1", job, answer.seq());
        assertThat(waiting.await().message()).isEqualTo(answer);
        assertThat(ai.gemini.calls()).isEmpty();
    }
}
