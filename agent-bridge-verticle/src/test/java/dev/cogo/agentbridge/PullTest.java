package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.agent.TaskLease;
import dev.cogo.schema.agent.TaskLeases;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that ask for their tasks. */
class PullTest extends BridgeTest {
    private static final TestNode.Times PATIENT = new TestNode.Times(
            Duration.ofSeconds(5), 3, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1));

    private TestNode node;
    private RegisteredAgent agent;

    @BeforeEach
    void start() {
        node = node("node-1", closing(TestAgent.accepting()), PATIENT);
        agent = RegisteredAgent.pull(node, "one");
    }

    @Test
    void anAgentThatWaitsIsGivenATaskAndEndsIt() {
        Future<TaskLeases> waiting = agent.lease(1, 20);
        Task task = node.start(owner, session, "one");
        TaskLease lease = waiting.await().tasks().getFirst();
        assertThat(lease.taskId()).isEqualTo(task.taskId());
        assertThat(lease.params()).containsEntry("text", "one two");
        assertThat(node.read(task).status()).isEqualTo(TaskStatus.WORKING);
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
        assertThat(agent.progress(task.taskId(), lease, "1", 50).progress()).isEqualTo(50);
        agent.result(task.taskId(), lease);
        assertThat(ended(node, task).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(messages(MessageType.SYSTEM)).hasSize(1);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
    }

    @Test
    void whoAsksAtTheSameMomentIsGivenDifferentTasks() {
        for (int i = 0; i < 12; i++) {
            node.start(owner, session, "one");
        }
        var asked = Stream.generate(() -> agent.lease(3, 0)).limit(6).toList();
        assertThat(asked.stream()
                        .flatMap(given -> given.await().tasks().stream())
                        .map(TaskLease::taskId))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    /** A lost answer looks the same: the agent was given the task and never heard of it. */
    @Test
    void silenceGivesTheTaskBackAndALateWordIsRefused() {
        Task task = node.start(owner, session, "one");
        TaskLease lost = agent.leaseOne();
        expire();
        TaskLease lease = agent.leaseOne();
        assertThat(lease.taskId()).isEqualTo(task.taskId());
        assertThat(lease.attempt()).isEqualTo(2);
        assertFails(ErrorCode.LEASE_LOST, () -> agent.progress(task.taskId(), lost, "1", 90));
        assertFails(ErrorCode.LEASE_LOST, () -> agent.result(task.taskId(), lost));
        assertFails(ErrorCode.LEASE_LOST, () -> agent.result(task.taskId(), null));
        agent.result(task.taskId(), lease);
        // A repetition is known, whoever it is that repeats.
        assertThat(agent.result(task.taskId(), lost).status()).isEqualTo(TaskStatus.COMPLETED);
        ended(node, task);
        assertThat(messages(MessageType.SYSTEM)).hasSize(1);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
    }

    @Test
    void aReportRenewsTheLeaseAlsoOneThatWasOverAndNobodyTook() {
        Task task = node.start(owner, session, "one");
        TaskLease lease = agent.leaseOne();
        expire();
        agent.progress(task.taskId(), lease, "1", 10);
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
    }

    @Test
    void aTaskThatIsLostAgainAndAgainFails() {
        Task task = node.start(owner, session, "one");
        for (int i = 0; i < 6; i++) {
            assertThat(agent.lease(1, 0).await().tasks()).hasSize(1);
            expire();
        }
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
        database.query("UPDATE agent_tasks SET deadline = now()");
        assertThat(ended(node, task).error().code()).isEqualTo("agent_timeout");
    }

    @Test
    void aTaskThatNobodyAsksForFails() {
        Task task = node.start(owner, session, "one");
        database.query("UPDATE agent_tasks SET deadline = now()");
        assertThat(ended(node, task).error().code()).isEqualTo("agent_unreachable");
    }

    @Test
    void noTaskIsGivenWhileTheChatIsAway() {
        Task task = node.start(owner, session, "one");
        chat.setAway(true);
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();
        chat.setAway(false);
        TaskLease lease = agent.leaseOne();
        assertThat(lease.taskId()).isEqualTo(task.taskId());
        assertThat(lease.attempt()).isEqualTo(1);
    }

    @Test
    void aNodeThatDiesTakesNothingWithIt() {
        TestNode brittle = closing(
                new TestNode("node-2", closing(TestAgent.accepting()).url(), chat, databaseConfig, PATIENT, true));
        Task task = brittle.start(owner, session, "one");
        TaskLease lease = agent.leaseOne();
        brittle.close();
        assertThat(agent.result(task.taskId(), lease).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended(node, task).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
    }

    @Test
    void aCanceledTaskIsToldWithTheNextAnswer() {
        Task task = node.start(owner, session, "one");
        TaskLease lease = agent.leaseOne();
        Future<TaskLeases> waiting = agent.lease(1, 20);
        node.bus()
                .<Task>request(Address.TASK_CANCEL, new CancelTask(owner, task.taskId(), false))
                .await();
        assertThat(waiting.await().canceled()).containsExactly(task.taskId());
        assertThat(agent.lease(1, 0).await().canceled()).isEmpty();
        assertFails(ErrorCode.TASK_FINISHED, () -> agent.result(task.taskId(), lease));
        assertThat(ended(node, task).canceledBy()).isEqualTo(owner);
    }

    @Test
    void aQuestionIsAskedAnsweredAndGivenBackWithTheTask() {
        Task task = node.start(owner, session, "one");
        TaskLease lease = agent.leaseOne();
        chat.setAway(true);
        assertFails(ErrorCode.UNAVAILABLE, () -> agent.ask(task.taskId(), lease, "q1", AnswerBy.MEMBER));
        chat.setAway(false);
        Task asking = agent.ask(task.taskId(), lease, "q1", AnswerBy.MEMBER);
        assertThat(asking.status()).isEqualTo(TaskStatus.INPUT_REQUIRED);
        assertThat(agent.ask(task.taskId(), lease, "q1", AnswerBy.MEMBER)).isEqualTo(asking);
        assertThat(messages(MessageType.SYSTEM).getLast().message().content()).isEqualTo("Which one?");
        expire();
        assertThat(agent.lease(1, 0).await().tasks()).isEmpty();

        assertRefused(
                ErrorCode.TASK_NOT_FOUND,
                node,
                Address.TASK_ANSWER,
                new AnswerTask(stranger, task.taskId(), "q1", "This"));
        assertRefused(
                ErrorCode.NOTHING_ASKED,
                node,
                Address.TASK_ANSWER,
                new AnswerTask(member, task.taskId(), "q2", "This"));
        chat.silence(member);
        assertRefused(
                ErrorCode.SILENCED, node, Address.TASK_ANSWER, new AnswerTask(member, task.taskId(), "q1", "This"));
        node.bus()
                .<Task>request(Address.TASK_ANSWER, new AnswerTask(owner, task.taskId(), "q1", "This"))
                .await();
        assertRefused(
                ErrorCode.NOTHING_ASKED, node, Address.TASK_ANSWER, new AnswerTask(owner, task.taskId(), "q1", "That"));
        assertThat(chat.sent().values()).singleElement().satisfies(sent -> {
            assertThat(sent.userId()).isEqualTo(owner);
            assertThat(sent.messages().getFirst().content()).isEqualTo("This");
        });
        assertFails(ErrorCode.LEASE_LOST, () -> agent.progress(task.taskId(), lease, "2", 10));
        TaskLease again = agent.leaseOne();
        assertThat(again.inputs()).containsExactly(new TaskInput("q1", "Which one?", "This", owner));
        agent.result(task.taskId(), again);
        ended(node, task);
    }

    @Test
    void someQuestionsAreForWhoAskedForTheTask() {
        Task task = node.start(owner, session, "one");
        agent.ask(task.taskId(), agent.leaseOne(), "q1", AnswerBy.ASKER);
        assertRefused(
                ErrorCode.FORBIDDEN, node, Address.TASK_ANSWER, new AnswerTask(member, task.taskId(), "q1", "This"));
        database.query("UPDATE agent_tasks SET deadline = now()");
        assertThat(ended(node, task).error().code()).isEqualTo("input_timeout");
    }

    /** As if the time of all leases were over. */
    private void expire() {
        database.query(
                "UPDATE agent_tasks SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL");
    }
}
