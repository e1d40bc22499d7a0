package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two nodes over one database, of which one goes. */
class TakeoverTest extends BridgeTest {
    private static final JsonObject RESULT = new JsonObject()
            .put("eventId", "end")
            .put("type", "result")
            .put("result", new JsonObject().put("words", 2));

    @Test
    void anotherNodeFinishesWhatADeadOneLeft() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode first = closing(new TestNode("node-1", agent.url(), chat, databaseConfig, TestNode.Times.USUAL, true));
        Task task = first.start(owner, session);
        reached(first, task, TaskStatus.WORKING);
        TestNode second = node("node-2", agent, TestNode.Times.USUAL);
        second.listen(task.taskId());

        first.close();
        Eventually.until("the second delivery", () -> agent.deliveries().size() == 2);
        assertThat(agent.deliveries().getLast().body().getString("callbackUrl"))
                .startsWith(second.url().toString());
        assertThat(agent.deliveries().getLast().idempotencyKey())
                .isEqualTo(task.taskId().toString());

        assertThat(agent.report(task.taskId().toString(), RESULT)).isEqualTo(200);
        Task ended = ended(second, task);
        assertThat(ended.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended.attempts()).isEqualTo(2);
        assertThat(messages(MessageType.SYSTEM)).hasSize(1);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
    }

    /** No lease ends in this test. */
    @Test
    void anotherNodeGoesOnAsSoonAsTheClusterKnowsOfADeath() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode.Times patient = new TestNode.Times(Duration.ofSeconds(5), 3, Duration.ofHours(1), Duration.ofHours(1));
        TestCluster cluster = new TestCluster("node-1", "node-2");
        TestNode first =
                closing(new TestNode(cluster.seenBy("node-1"), agent.url(), chat, databaseConfig, patient, true));
        Task task = first.start(owner, session);
        reached(first, task, TaskStatus.WORKING);
        closing(new TestNode(cluster.seenBy("node-2"), agent.url(), chat, databaseConfig, patient, false));
        first.close();
        cluster.become("node-2");
        Eventually.until("the second delivery", () -> agent.deliveries().size() == 2);
    }

    @Test
    void aNodeThatDiesDuringTheCallLeavesTheTaskToAnother() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            if (number > 1) {
                response.end("{\"status\":\"completed\",\"result\":{}}");
            }
        }));
        TestNode first = closing(new TestNode("node-1", agent.url(), chat, databaseConfig, TestNode.Times.USUAL, true));
        Task task = first.start(owner, session);
        Eventually.until("the first delivery", () -> agent.deliveries().size() == 1);
        first.close();
        TestNode second = node("node-2", agent, TestNode.Times.USUAL);
        assertThat(ended(second, task).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void aNodeThatStopsHandsItsTasksOverAtOnce() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode.Times longLease =
                new TestNode.Times(Duration.ofSeconds(5), 3, Duration.ofSeconds(60), Duration.ofMinutes(10));
        TestNode first = node("node-1", agent, longLease);
        Task task = first.start(owner, session);
        reached(first, task, TaskStatus.WORKING);
        first.close();
        node("node-2", agent, longLease);
        Eventually.until("the second delivery", () -> agent.deliveries().size() == 2);
    }

    @Test
    void aLivingNodeKeepsItsTasks() {
        TestAgent agent = closing(TestAgent.accepting());
        // Long enough for a slow machine to renew in time.
        TestNode.Times patient =
                new TestNode.Times(Duration.ofSeconds(5), 3, Duration.ofSeconds(60), Duration.ofSeconds(3));
        TestNode first = node("node-1", agent, patient);
        node("node-2", agent, patient);
        Task task = first.start(owner, session);
        reached(first, task, TaskStatus.WORKING);
        // Four thirds of a lease.
        for (int i = 0; i < 4; i++) {
            String before = leaseUntil();
            Eventually.until("a renewal", () -> !leaseUntil().equals(before));
        }
        assertThat(agent.deliveries()).hasSize(1);
    }

    @Test
    void aPauseOutlivesTheNodeThatBeganIt() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            if (number == 1) {
                response.setStatusCode(503).putHeader("retry-after", "2").end();
            } else {
                response.end("{\"status\":\"completed\",\"result\":{}}");
            }
        }));
        TestNode first = closing(new TestNode("node-1", agent.url(), chat, databaseConfig, TestNode.Times.USUAL, true));
        Task task = first.start(owner, session);
        Eventually.until(
                "the pause",
                () -> database.query("SELECT 1 FROM agent_tasks WHERE next_attempt_at > now() AND lease_owner IS NULL")
                                .size()
                        == 1);
        first.close();
        TestNode second = node("node-2", agent, TestNode.Times.USUAL);
        assertThat(agent.deliveries()).hasSize(1);
        assertThat(ended(second, task).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    private String leaseUntil() {
        return database.query("SELECT lease_until::text AS until FROM agent_tasks")
                .iterator()
                .next()
                .getString("until");
    }
}
