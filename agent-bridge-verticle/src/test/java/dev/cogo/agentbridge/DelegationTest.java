package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.PostMessage;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegationTest extends BridgeTest {
    private static final TestNode.Times IMPATIENT =
            new TestNode.Times(Duration.ofMillis(150), 2, Duration.ofMillis(600), Duration.ofMillis(600));

    @Test
    void anAcceptedTaskReportsProgressAndItsResultReachesTheChat() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode node = node(agent);

        Task task = node.start(owner, session);
        assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
        reached(node, task, TaskStatus.WORKING);
        String id = task.taskId().toString();
        assertThat(agent.report(
                        id,
                        new JsonObject()
                                .put("eventId", "1")
                                .put("type", "progress")
                                .put("progress", 40)
                                .put("note", "half way")))
                .isEqualTo(200);
        assertThat(node.read(task)).extracting(Task::progress, Task::note).containsExactly(40, "half way");
        JsonObject result = new JsonObject().put("summary", "2 words").put("words", 2);
        assertThat(agent.report(
                        id,
                        new JsonObject()
                                .put("eventId", "2")
                                .put("type", "result")
                                .put("result", result)))
                .isEqualTo(200);

        Task ended = ended(node, task);
        assertThat(ended.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended.progress()).isEqualTo(100);
        assertThat(ended.result()).containsExactlyInAnyOrderEntriesOf(Map.of("summary", "2 words", "words", 2));
        Eventually.until("all events", () -> node.eventNames().contains("agent_result"));
        assertThat(node.eventNames()).endsWith("agent_progress", "agent_result");
        assertThat(node.events().getLast().getJsonObject("payload").getJsonObject("result"))
                .isEqualTo(result);

        PostMessage started = messages(MessageType.SYSTEM).getFirst();
        assertThat(started.message().content()).isEqualTo("Task word_count was handed to an agent");
        assertThat(started.message().metadata()).containsEntry("taskId", id).containsEntry("status", "queued");
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("2 words");
    }

    @Test
    void theDeliveryIsTheAgreedOne() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);

        TestAgent.Delivery delivery = agent.deliveries().getFirst();
        String id = task.taskId().toString();
        assertThat(delivery.path()).isEqualTo("/api/agent/task");
        assertThat(delivery.authorization()).isEqualTo("Bearer " + TestNode.TOKEN);
        assertThat(delivery.idempotencyKey()).isEqualTo(id);
        assertThat(delivery.body())
                .isEqualTo(new JsonObject()
                        .put("taskId", id)
                        .put("sessionId", session.toString())
                        .put("userId", owner.toString())
                        .put("taskType", "word_count")
                        .put("params", new JsonObject().put("text", "one two"))
                        .put("callbackUrl", node.url() + "/agents/tasks/" + id + "/events"));
    }

    @Test
    void anAgentMayBeDoneAtOnce() {
        TestAgent agent = closing(TestAgent.saying(200, "{\"status\":\"completed\",\"result\":{\"words\":2}}"));
        TestNode node = node(agent);
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended.result()).isEqualTo(Map.of("words", 2));
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("Task word_count is done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {"error":"what?"}                           | agent_rejected
                    401 |                                             | agent_rejected
                    200 | {"status":"rejected","error":"no such type"} | agent_rejected
                    200 | {"status":"failed","error":"out of paper"}   | agent_error
                    """)
    void aRefusalIsFinal(int status, String body, String code) {
        TestAgent agent = closing(TestAgent.saying(status, body == null ? "" : body));
        TestNode node = node(agent);
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ended.error().code()).isEqualTo(code);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(agent.deliveries()).hasSize(1);
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("Task word_count failed: " + ended.error().message());
    }

    @Test
    void anAgentInTroubleIsTriedAgain() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            if (number < 3) {
                response.setStatusCode(number == 1 ? 500 : 429).end("trouble");
            } else {
                response.end("{\"status\":\"completed\",\"result\":{}}");
            }
        }));
        TestNode node = node(agent);
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(ended.attempts()).isEqualTo(3);
        assertThat(agent.deliveries())
                .extracting(TestAgent.Delivery::idempotencyKey)
                .containsOnly(ended.taskId().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | <html>welcome</html>
                    200 | {"status":"sure"}
                    200 | {"status":"completed"}
                    200 | {"status":"completed","result":[1]}
                    204 |
                    302 | elsewhere
                    """)
    void nonsenseIsTriedAgainAndThenFails(int status, String body) {
        TestAgent agent = closing(TestAgent.saying(status, body == null ? "" : body));
        TestNode node = node(agent);
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.error().code()).isEqualTo("agent_bad_answer");
        assertThat(ended.attempts()).isEqualTo(3);
        assertThat(agent.deliveries()).hasSize(3);
    }

    @Test
    void anAnswerIsReadUpToALimit() {
        AtomicBoolean cut = new AtomicBoolean();
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            response.setChunked(true);
            response.closeHandler(v -> cut.set(true));
            response.write("x".repeat(100_000));
        }));
        TestNode node = node(
                "node-1",
                agent,
                new TestNode.Times(Duration.ofSeconds(5), 1, Duration.ofSeconds(60), Duration.ofSeconds(1)));
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.error().code()).isEqualTo("agent_bad_answer");
        Eventually.until("the connection's end", cut::get);
    }

    @Test
    void anAgentThatNeverAnswersIsGivenUp() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {}));
        TestNode node = node("node-1", agent, IMPATIENT);
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.error().code()).isEqualTo("agent_unreachable");
        assertThat(ended.attempts()).isEqualTo(2);
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() {
        TestAgent agent = closing(new TestAgent((number, task, response) -> {
            response.setChunked(true).write("{");
        }));
        TestNode node = node("node-1", agent, IMPATIENT);
        assertThat(ended(node, node.start(owner, session)).error().code()).isEqualTo("agent_unreachable");
    }

    @Test
    void aMissingAgentIsGivenUp() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        TestNode node = closing(new TestNode("node-1", nobody, chat, databaseConfig));
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.error().code()).isEqualTo("agent_unreachable");
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("Task word_count failed: the agent could not be reached");
    }

    @Test
    void anAgentThatFallsSilentFailsTheTask() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode node = node("node-1", agent, IMPATIENT);
        Task ended = ended(node, node.start(owner, session));
        assertThat(ended.error().code()).isEqualTo("agent_timeout");
        assertThat(agent.report(
                        ended.taskId().toString(),
                        new JsonObject().put("eventId", "late").put("type", "progress")))
                .isEqualTo(409);
    }

    @Test
    void aReportPutsTheDeadlineOff() {
        TestAgent agent = closing(TestAgent.accepting());
        TestNode node = node(agent);
        Task task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);
        database.query("UPDATE agent_tasks SET deadline = now() + interval '1 second'");
        agent.report(
                task.taskId().toString(), new JsonObject().put("eventId", "1").put("type", "progress"));
        assertThat(database.query("SELECT 1 FROM agent_tasks WHERE deadline > now() + interval '30 seconds'")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void manyTasksShareTheConnectionsOfANode() {
        TestAgent agent = closing(TestAgent.saying(200, "{\"status\":\"completed\",\"result\":{}}"));
        TestNode node = node(agent);
        for (int i = 0; i < 40; i++) {
            node.start(owner, session);
        }
        Eventually.until("all ends", () -> messages(MessageType.AGENT_RESULT).size() == 40);
        assertThat(agent.deliveries()).hasSize(40);
    }
}
