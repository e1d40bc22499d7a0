package dev.cogo.gateway.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.a2a.FindContexts;
import dev.cogo.schema.a2a.NameContext;
import dev.cogo.schema.a2a.NamedContext;
import dev.cogo.schema.a2a.NamedContexts;
import dev.cogo.schema.a2a.PushConfigs;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.DatedAgentCard;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.ReadAgentCard;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskHistory;
import dev.cogo.schema.agent.TaskQuestion;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both bindings, and what they refuse. The agent bridge is the test. */
class A2aHttpTest {
    private static final UUID SESSION = Ids.next();
    private static final UUID TASK = Ids.next();
    private static final AtomicReference<BusRecord> asked = new AtomicReference<>();
    private static final AtomicReference<Task> task = new AtomicReference<>();

    private static final AtomicReference<NamedContext> named = new AtomicReference<>();

    private static TestGateway gateway;
    private static String token;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
        Map<Address, Function<BusRecord, BusRecord>> answers = new EnumMap<>(Address.class);
        answers.put(Address.AGENT_CARD, request -> {
            if (!((ReadAgentCard) request).handle().equals("words")) {
                throw new CogoException(ErrorCode.UNKNOWN_AGENT, "there is no agent of this name");
            }
            AgentSkill skill = new AgentSkill("count", "Count", null, Map.of("type", "object"));
            return new DatedAgentCard(new AgentCard("words", "Words", "Counts", List.of(skill)), Instant.EPOCH);
        });
        answers.put(Address.TASK_START, A2aHttpTest::answer);
        answers.put(Address.TASK_ANSWER, A2aHttpTest::answer);
        answers.put(Address.TASK_CANCEL, request -> {
            if (task.get().status().ended()) {
                throw new CogoException(ErrorCode.TASK_FINISHED, "the task is completed already");
            }
            return answer(request);
        });
        answers.put(Address.TASK_READ, request -> {
            if (!((ReadTask) request).taskId().equals(TASK)) {
                throw new CogoException(ErrorCode.TASK_NOT_FOUND, "there is no such task");
            }
            return task.get();
        });
        answers.put(Address.TASK_FIND, request -> {
            asked.set(request);
            return new FoundTasks(List.of(task.get()), "next", 7);
        });
        answers.put(Address.TASK_HISTORY, request -> new TaskHistory(Map.of("text", "one"), List.of()));
        answers.put(Address.TASK_ARTIFACTS, request -> new ArtifactPage(List.of(), null));
        answers.put(Address.TASK_PUSH_SAVE, request -> {
            asked.set(request);
            return Done.DONE;
        });
        answers.put(
                Address.TASK_PUSH_LIST,
                request -> new PushConfigs(
                        asked.get() instanceof SavePushConfig saved ? List.of(saved.config()) : List.of()));
        answers.put(Address.TASK_PUSH_DELETE, request -> Done.DONE);
        answers.put(Address.SESSION_CREATE, A2aHttpTest::created);
        answers.put(Address.TASK_CONTEXT_NAME, request -> {
            named.set(((NameContext) request).context());
            return new NamedContexts(List.of(named.get()));
        });
        answers.put(Address.TASK_CONTEXT_FIND, request -> {
            FindContexts wanted = (FindContexts) request;
            return new NamedContexts(Stream.ofNullable(named.get())
                    .filter(context -> wanted.names().contains(context.name())
                            || wanted.sessions().contains(context.sessionId()))
                    .toList());
        });
        FakeServices.deploy(gateway.vertx, answers);
        token = gateway.newUser().getString("accessToken");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Task answer(BusRecord request) {
        asked.set(request);
        return task.get();
    }

    private static CreatedSession created(BusRecord request) {
        CreateSession wanted = (CreateSession) request;
        return new CreatedSession(
                new Session(
                        SESSION,
                        wanted.kind(),
                        wanted.title(),
                        null,
                        false,
                        AiMode.EXPLICIT,
                        WhenBusy.QUEUE,
                        false,
                        0,
                        null,
                        false,
                        wanted.userId(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        0,
                        0,
                        0,
                        MemberRole.OWNER,
                        1,
                        List.of(),
                        null),
                true);
    }

    private static Task become(TaskStatus status) {
        TaskQuestion question =
                status == TaskStatus.INPUT_REQUIRED ? new TaskQuestion("q", "Which?", AnswerBy.MEMBER) : null;
        Map<String, Object> result = status == TaskStatus.COMPLETED ? Map.of("summary", "one word") : null;
        task.set(new Task(
                TASK,
                SESSION,
                TASK,
                "count",
                "words",
                status,
                0,
                null,
                result,
                null,
                question,
                null,
                1,
                Instant.EPOCH,
                Instant.EPOCH));
        return task.get();
    }

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return gateway.request(method, "/a2a/words" + path)
                .bearerTokenAuthentication(token)
                .putHeader("A2A-Version", "1.0");
    }

    private static JsonObject rpc(String method, JsonObject params) {
        return request(HttpMethod.POST, "")
                .sendJsonObject(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", "7")
                        .put("method", method)
                        .put("params", params))
                .await()
                .bodyAsJsonObject();
    }

    private static JsonObject message(String text) {
        return new JsonObject()
                .put("messageId", "m")
                .put("role", "ROLE_USER")
                .put("parts", new JsonArray().add(new JsonObject().put("text", text)));
    }

    private static String reasonOf(JsonObject error, String details) {
        return error.getJsonArray(details).getJsonObject(0).getString("reason");
    }

    @Test
    void aCardIsKeptUntilItChanges() {
        HttpResponse<Buffer> card =
                request(HttpMethod.GET, "/.well-known/agent-card.json").send().await();
        assertThat(card.bodyAsJsonObject().getString("name")).isEqualTo("Words");
        String url = card.bodyAsJsonObject()
                .getJsonArray("supportedInterfaces")
                .getJsonObject(1)
                .getString("url");
        assertThat(url).endsWith(":" + gateway.port() + "/a2a/words");
        assertThat(card.getHeader("cache-control")).isEqualTo("private, max-age=300");
        assertThat(card.getHeader("last-modified")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
        HttpResponse<Buffer> same = request(HttpMethod.GET, "/.well-known/agent-card.json")
                .putHeader("If-None-Match", card.getHeader("etag"))
                .send()
                .await();
        assertThat(same.statusCode()).isEqualTo(304);
        JsonObject extended = rpc("GetExtendedAgentCard", new JsonObject()).getJsonObject("result");
        assertThat(extended.getJsonObject("capabilities").encode()).contains("task-params", "count");
    }

    @Test
    void bothBindingsSendTheSame() {
        become(TaskStatus.COMPLETED);
        JsonObject params = new JsonObject()
                .put(
                        "message",
                        message("one").put("contextId", SESSION.toString()).put("unknown", 1))
                .put("configuration", new JsonObject().put("historyLength", 0));
        JsonObject byRpc = rpc("SendMessage", params);
        StartTask started = (StartTask) asked.get();
        assertThat(started.taskType()).isEqualTo("count");
        assertThat(started.params()).isEqualTo(Map.of("text", "one"));
        assertThat(byRpc.getString("id")).isEqualTo("7");
        HttpResponse<Buffer> byHttp = request(HttpMethod.POST, "/message:send")
                .putHeader("Accept", "application/a2a+json")
                .sendJsonObject(params)
                .await();
        assertThat(byHttp.getHeader("content-type")).isEqualTo("application/a2a+json");
        assertThat(byHttp.bodyAsJsonObject()).isEqualTo(byRpc.getJsonObject("result"));
        assertThat(byHttp.bodyAsJsonObject().getJsonObject("task").containsKey("history"))
                .isFalse();
    }

    @Test
    void aContextMayHaveANameOfTheClients() {
        become(TaskStatus.COMPLETED);
        JsonObject sent = message("one").put("contextId", "notes");
        JsonObject params = new JsonObject().put("message", sent);
        JsonObject first = rpc("SendMessage", params).getJsonObject("result").getJsonObject("task");
        assertThat(((StartTask) asked.get()).sessionId()).isEqualTo(SESSION);
        assertThat(first.encode()).contains("\"contextId\":\"notes\"").doesNotContain(SESSION.toString());
        NamedContext made = named.get();
        assertThat(rpc("SendMessage", params).getJsonObject("result").getJsonObject("task"))
                .isEqualTo(first);
        assertThat(named.get()).isSameAs(made);
        assertThat(rpc("ListTasks", new JsonObject().put("contextId", "notes")).encode())
                .contains("\"contextId\":\"notes\"");
        assertThat(((FindTasks) asked.get()).sessionId()).isEqualTo(SESSION);
        become(TaskStatus.INPUT_REQUIRED);
        sent.put("taskId", TASK.toString());
        assertThat(rpc(
                                "SendMessage",
                                params.copy().put("configuration", new JsonObject().put("returnImmediately", true)))
                        .containsKey("result"))
                .isTrue();
        sent.put("contextId", "other");
        assertThat(rpc("SendMessage", params).getJsonObject("error").getInteger("code"))
                .isEqualTo(-32602);
        sent.put("contextId", "two words").remove("taskId");
        assertThat(rpc("SendMessage", params).getJsonObject("error").getInteger("code"))
                .isEqualTo(-32602);
    }

    @Test
    void whoHasOnlyAnsweredIsAMessageAndWhatNobodyTakesIsSaid() {
        become(TaskStatus.COMPLETED);
        Task done = task.get();
        task.set(new Task(
                done.taskId(),
                done.sessionId(),
                done.userId(),
                done.taskType(),
                done.agent(),
                done.status(),
                100,
                null,
                Map.of("summary", "hello", "reply", true),
                null,
                null,
                null,
                1,
                done.createdAt(),
                done.updatedAt()));
        JsonObject sent = message("hi").put("contextId", SESSION.toString());
        JsonObject answer =
                rpc("SendMessage", new JsonObject().put("message", sent)).getJsonObject("result");
        assertThat(answer.getJsonObject("message").encode()).contains("hello").doesNotContain("taskId");
        sent.put(
                "parts",
                new JsonArray().add(new JsonObject().put("raw", "dGNr").put("mediaType", "application/x-other")));
        HttpResponse<Buffer> refused = request(HttpMethod.POST, "/message:send")
                .sendJsonObject(new JsonObject().put("message", sent))
                .await();
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(request(HttpMethod.GET, "/tasks?contextId=theirs")
                        .send()
                        .await()
                        .bodyAsJsonObject()
                        .getInteger("totalSize"))
                .isZero();
    }

    @Test
    void aMessageToATaskAnswersWhatItAsks() {
        become(TaskStatus.INPUT_REQUIRED);
        JsonObject goOn = message("Korean").put("taskId", TASK.toString());
        rpc(
                "SendMessage",
                new JsonObject()
                        .put("message", goOn)
                        .put("configuration", new JsonObject().put("returnImmediately", true)));
        assertThat(asked.get()).isInstanceOfSatisfying(AnswerTask.class, answer -> {
            assertThat(answer.inputId()).isEqualTo("q");
            assertThat(answer.answer()).isEqualTo("Korean");
        });
        JsonObject other = goOn.copy().put("contextId", Ids.next().toString());
        assertThat(rpc("SendMessage", new JsonObject().put("message", other))
                        .getJsonObject("error")
                        .getInteger("code"))
                .isEqualTo(-32602);
        become(TaskStatus.COMPLETED);
        assertThat(reasonOf(
                        rpc("SendMessage", new JsonObject().put("message", goOn))
                                .getJsonObject("error"),
                        "data"))
                .isEqualTo("UNSUPPORTED_OPERATION");
    }

    @Test
    void tasksAreListedByWhatIsWanted() {
        become(TaskStatus.WORKING);
        JsonObject found = request(HttpMethod.GET, "/tasks")
                .addQueryParam("status", "TASK_STATE_REJECTED")
                .addQueryParam("pageSize", "3")
                .addQueryParam("statusTimestampAfter", "2026-11-30T00:00:00Z")
                .send()
                .await()
                .bodyAsJsonObject();
        assertThat(found.getInteger("totalSize")).isEqualTo(7);
        assertThat(found.getString("nextPageToken")).isEqualTo("next");
        assertThat(asked.get()).isInstanceOfSatisfying(FindTasks.class, request -> {
            assertThat(request.statuses()).containsExactly(TaskStatus.FAILED);
            assertThat(request.rejected()).isTrue();
            assertThat(request.limit()).isEqualTo(3);
        });
        rpc(
                "ListTasks",
                new JsonObject().put("status", "TASK_STATE_UNSPECIFIED").put("pageToken", ""));
        assertThat(asked.get())
                .isInstanceOfSatisfying(
                        FindTasks.class,
                        request -> assertThat(request.statuses()).isEmpty());
        assertThat(request(HttpMethod.GET, "/tasks?pageSize=101").send().await().statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatEndedIsNeitherCanceledNorListenedTo() {
        become(TaskStatus.COMPLETED);
        HttpResponse<Buffer> cancel =
                request(HttpMethod.POST, "/tasks/" + TASK + ":cancel").send().await();
        assertThat(cancel.statusCode()).isEqualTo(409);
        assertThat(reasonOf(cancel.bodyAsJsonObject().getJsonObject("error"), "details"))
                .isEqualTo("TASK_NOT_CANCELABLE");
        assertThat(request(HttpMethod.GET, "/tasks/" + TASK + ":subscribe")
                        .send()
                        .await()
                        .statusCode())
                .isEqualTo(400);
        become(TaskStatus.WORKING);
        rpc("CancelTask", new JsonObject().put("id", TASK.toString()));
        assertThat(asked.get()).isInstanceOf(CancelTask.class);
    }

    @Test
    void receiversAreNotedReadAndForgotten() {
        become(TaskStatus.WORKING);
        JsonObject config = new JsonObject()
                .put("id", "c")
                .put("url", "https://hooks.example.org/x")
                .put("authentication", new JsonObject().put("scheme", "Bearer").put("credentials", "secret-word"));
        String configs = "/tasks/" + TASK + "/pushNotificationConfigs";
        assertThat(request(HttpMethod.POST, configs)
                        .sendJsonObject(config)
                        .await()
                        .bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("id", "c")
                        .put("taskId", TASK.toString())
                        .put("url", "https://hooks.example.org/x")
                        .put("authentication", new JsonObject().put("scheme", "Bearer")));
        assertThat(request(HttpMethod.GET, configs + "/c").send().await().statusCode())
                .isEqualTo(200);
        JsonObject byRpc = new JsonObject().put("task_id", TASK.toString()).put("id", "other");
        assertThat(rpc("GetTaskPushNotificationConfig", byRpc).containsKey("error"))
                .isTrue();
        assertThat(rpc("DeleteTaskPushNotificationConfig", byRpc).getJsonObject("result"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.3", "2.0", "1.00"})
    void anotherVersionIsNotSpoken(String version) {
        HttpResponse<Buffer> answer = gateway.request(HttpMethod.GET, "/a2a/words/tasks")
                .bearerTokenAuthentication(token)
                .putHeader("A2A-Version", version)
                .send()
                .await();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(reasonOf(answer.bodyAsJsonObject().getJsonObject("error"), "details"))
                .isEqualTo("VERSION_NOT_SUPPORTED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | -32700",
                "{\"jsonrpc\":\"2.0\",\"method\":\"GetTask\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"GetTask\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\"} | -32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":[]} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":7}} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\"}} | -32001",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\",\"historyLength\":-1}} | -32602"
            })
    void whatIsNoCallGetsItsCode(String body, int code) {
        JsonObject answer = request(HttpMethod.POST, "/")
                .putHeader("content-type", "application/json")
                .sendBuffer(Buffer.buffer(body))
                .await()
                .bodyAsJsonObject();
        assertThat(answer.getJsonObject("error").getInteger("code")).isEqualTo(code);
    }

    @Test
    void whoIsNobodyAndWhatIsNoJsonIsToldInBothBindings() {
        HttpResponse<Buffer> nobody =
                gateway.request(HttpMethod.POST, "/a2a/words").send().await();
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.getHeader("www-authenticate")).startsWith("Bearer");
        HttpResponse<Buffer> text = request(HttpMethod.POST, "/message:send")
                .putHeader("content-type", "text/plain")
                .sendBuffer(Buffer.buffer("{}"))
                .await();
        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(reasonOf(text.bodyAsJsonObject().getJsonObject("error"), "details"))
                .isEqualTo("CONTENT_TYPE_NOT_SUPPORTED");
        HttpResponse<Buffer> none = gateway.request(HttpMethod.GET, "/a2a/nobody/.well-known/agent-card.json")
                .bearerTokenAuthentication(token)
                .send()
                .await();
        assertThat(none.statusCode()).isEqualTo(404);
    }
}
