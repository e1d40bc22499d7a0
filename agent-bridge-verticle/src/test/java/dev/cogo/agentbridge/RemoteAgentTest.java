package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of the kind a2a. The agent is a server of the test's, in both bindings. */
class RemoteAgentTest extends BridgeTest {
    private TestNode node;
    private Remote remote;

    @BeforeEach
    void start() {
        node = node(closing(TestAgent.accepting()));
        remote = closing(new Remote());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
    void aTaskIsGivenAskedForAnsweredAndEnds(String binding) {
        remote.binding = binding;
        Agent agent = register(remote.url(), "secret-word");
        assertThat(agent.skills()).extracting(AgentSkill::taskType).containsExactly("count");
        assertThat(agent.secrets()).isEmpty();
        assertThat(database.query("SELECT encode(sealed_token, 'escape') AS token FROM agents")
                        .iterator()
                        .next()
                        .getString("token"))
                .doesNotContain("secret-word");
        remote.becomes("TASK_STATE_WORKING", "half of it");
        Task task = begin();
        Eventually.until("the note", () -> "half of it".equals(node.read(task).note()));
        remote.artifacts.add(new JsonObject()
                .put("artifactId", "list")
                .put("name", "list.txt")
                .put(
                        "parts",
                        new JsonArray()
                                .add(new JsonObject().put("text", "one"))
                                .add(new JsonObject().put("text", "two"))));
        remote.becomes("TASK_STATE_INPUT_REQUIRED", "Which language?");
        reached(node, task, TaskStatus.INPUT_REQUIRED);
        Task asking = node.read(task);
        assertThat(asking.question().text()).isEqualTo("Which language?");
        remote.becomes("TASK_STATE_COMPLETED", "two words");
        node.bus()
                .<Task>request(
                        Address.TASK_ANSWER,
                        new AnswerTask(member, task.taskId(), asking.question().inputId(), "Korean"))
                .await();
        Task done = ended(node, task);
        assertThat(done.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(done.result()).isEqualTo(Map.of("summary", "two words"));
        assertThat(done.attempts()).isEqualTo(1);
        List<JsonObject> messages = remote.messages;
        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst().getString("messageId"))
                .isEqualTo(task.taskId().toString());
        assertThat(messages.getLast().getString("taskId")).isEqualTo("remote-1");
        assertThat(messages.getLast().encode()).contains("Korean");
        assertThat(remote.bearers).containsOnly("Bearer secret-word");
        ArtifactPage pieces = node.bus()
                .<ArtifactPage>request(Address.TASK_ARTIFACTS, new ListArtifacts(owner, task.taskId(), 10, null))
                .await();
        assertThat(pieces.items()).extracting(piece -> piece.part().get("text")).containsExactly("one", "two");
        Task next = begin();
        ended(node, next);
        assertThat(remote.messages.getLast().getString("contextId")).isEqualTo("context-1");
    }

    @Test
    void whoIsCanceledHearsIt() {
        register(remote.url(), null);
        remote.becomes("TASK_STATE_WORKING", "");
        Task task = begin();
        reached(node, task, TaskStatus.WORKING);
        node.bus()
                .<Task>request(Address.TASK_CANCEL, new CancelTask(owner, task.taskId(), false))
                .await();
        Eventually.until("the cancel", () -> remote.canceled.contains("remote-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TASK_STATE_REJECTED agent_rejected", "TASK_STATE_FAILED agent_error"})
    void whatFailsThereFailsHereInItsWords(String stateAndCode) {
        register(remote.url(), null);
        remote.becomes(stateAndCode.split(" ")[0], "not\nthis one");
        Task failed = ended(node, begin());
        assertThat(failed.error()).isEqualTo(new TaskError(stateAndCode.split(" ")[1], "not this one"));
    }

    @Test
    void aTaskThatIsNotThereAnyMoreFailsAndOneThatIsAwayIsAskedAgain() {
        register(remote.url(), null);
        remote.becomes("TASK_STATE_WORKING", "");
        remote.later = 1;
        Task task = begin();
        reached(node, task, TaskStatus.WORKING);
        remote.forgotten = true;
        assertThat(ended(node, task).error().code()).isEqualTo("agent_error");
    }

    @Test
    void aNodeThatDiesLeavesTheTaskToTheAgentAndAnotherTellsItsEnd() {
        node.close();
        node = closing(new TestNode("node-2", remote.agentUrl(), chat, databaseConfig, TestNode.Times.USUAL, true));
        register(remote.url(), null);
        remote.becomes("TASK_STATE_WORKING", "");
        Task task = begin();
        reached(node, task, TaskStatus.WORKING);
        node.close();
        remote.becomes("TASK_STATE_COMPLETED", "two words");
        node = closing(new TestNode("node-3", remote.agentUrl(), chat, databaseConfig, TestNode.Times.USUAL, false));
        assertThat(ended(node, task).result()).isEqualTo(Map.of("summary", "two words"));
        // If it was asked again, then by the same id.
        assertThat(remote.messages)
                .extracting(message -> message.getString("messageId"))
                .containsOnly(task.taskId().toString());
        assertThat(messages(MessageType.SYSTEM)).hasSize(1);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
    }

    @Test
    void anAgentWithoutACardThatIsSpokenHereIsRefused() {
        remote.version = "0.3";
        assertRefused(ErrorCode.INVALID_REQUEST, node, Address.AGENT_CREATE, request(remote.url(), null));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                node,
                Address.AGENT_CREATE,
                request(remote.url().replaceFirst("[0-9]+$", "9"), null));
        assertRefused(
                ErrorCode.INVALID_REQUEST, node, Address.AGENT_CREATE, request("http://169.254.169.254/latest", null));
    }

    private Task begin() {
        return node.bus()
                .<Task>request(
                        Address.TASK_START, new StartTask(owner, session, "count", Map.of("text", "one two"), "remote"))
                .await();
    }

    private Agent register(String url, String token) {
        return node.bus()
                .<Agent>request(Address.AGENT_CREATE, request(url, token))
                .await();
    }

    private static CreateAgent request(String url, String token) {
        return new CreateAgent(
                "remote",
                AgentKind.A2A,
                new AgentSettings("Remote", null, url, null, AgentLimits.NONE, null, null, token));
    }

    /** An A2A agent with one task at a time, whose state a test chooses. */
    private static final class Remote implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final HttpServer server;
        private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
        private final List<String> canceled = new CopyOnWriteArrayList<>();
        private final List<String> bearers = new CopyOnWriteArrayList<>();
        private final List<JsonObject> artifacts = new CopyOnWriteArrayList<>();
        private volatile JsonObject status = new JsonObject();
        private volatile String binding = "JSONRPC";
        private volatile String version = "1.0";
        private volatile boolean forgotten;
        private volatile int later;

        Remote() {
            server = vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> {
                        if (request.getHeader("authorization") != null) {
                            bearers.add(request.getHeader("authorization"));
                        }
                        answer(request, body.length() == 0 ? new JsonObject() : new JsonObject(body));
                    }))
                    .listen(0, "127.0.0.1")
                    .await();
        }

        String url() {
            return "http://127.0.0.1:" + server.actualPort();
        }

        URI agentUrl() {
            return URI.create(url());
        }

        void becomes(String state, String words) {
            status = new JsonObject()
                    .put("state", state)
                    .put(
                            "message",
                            new JsonObject()
                                    .put("messageId", state + words)
                                    .put("parts", new JsonArray().add(new JsonObject().put("text", words))));
        }

        private void answer(HttpServerRequest request, JsonObject body) {
            if (request.path().endsWith("/.well-known/agent-card.json")) {
                request.response().putHeader("etag", "\"1\"").end(card().toBuffer());
                return;
            }
            if (later > 0) {
                later--;
                request.response().setStatusCode(503).end();
                return;
            }
            boolean rpc = binding.equals("JSONRPC");
            String method = rpc ? body.getString("method") : methodOf(request);
            JsonObject params = rpc ? body.getJsonObject("params") : body;
            if (forgotten && method.equals("GetTask")) {
                JsonObject error = new JsonObject().put("code", -32001).put("message", "no such task");
                request.response().end(new JsonObject().put("error", error).toBuffer());
                return;
            }
            JsonObject result = result(method, params);
            request.response().end((rpc ? new JsonObject().put("result", result) : result).toBuffer());
        }

        private JsonObject result(String method, JsonObject params) {
            JsonObject task = new JsonObject()
                    .put("id", "remote-1")
                    .put("contextId", "context-1")
                    .put("status", status)
                    .put("artifacts", new JsonArray(List.copyOf(artifacts)));
            switch (method) {
                case "SendMessage" -> {
                    messages.add(params.getJsonObject("message"));
                    return new JsonObject().put("task", task);
                }
                case "CancelTask" -> canceled.add("remote-1");
                default -> {}
            }
            return task;
        }

        private static String methodOf(HttpServerRequest request) {
            if (request.path().endsWith("/message:send")) {
                return "SendMessage";
            }
            return request.method().equals(HttpMethod.POST) ? "CancelTask" : "GetTask";
        }

        private JsonObject card() {
            JsonObject spoken = new JsonObject()
                    .put("url", url())
                    .put("protocolBinding", binding)
                    .put("protocolVersion", version);
            JsonObject skill =
                    new JsonObject().put("id", "count").put("name", "Count").put("description", "Counts\nwords");
            return new JsonObject()
                    .put("name", "Remote")
                    .put("supportedInterfaces", new JsonArray().add(spoken))
                    .put("skills", new JsonArray().add(skill).add(new JsonObject().put("id", "not a type")));
        }

        @Override
        public void close() {
            vertx.close().await();
        }
    }
}
