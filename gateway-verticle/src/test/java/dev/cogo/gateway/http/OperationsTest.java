package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskPage;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.ai.AiCosts;
import dev.cogo.schema.ai.AiUsage;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.ai.ReadAiCosts;
import dev.cogo.schema.ai.ReadAiUsage;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Announce;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.ReadMark;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What each operation asks of the other verticles, and how it says their answers. */
class OperationsTest {
    private static final UUID SESSION = Ids.next();
    private static final UUID OTHER = Ids.next();
    private static final UUID TASK = Ids.next();
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID BUSY = Ids.next();

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final FakeServices services = FakeServices.deploy(gateway.vertx, answers());
    private static final JsonObject login = gateway.newUser();
    private static final String token = login.getString("accessToken");
    private static final UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));

    private static Map<Address, Function<BusRecord, BusRecord>> answers() {
        Function<BusRecord, BusRecord> task = request -> new Task(
                TASK,
                SESSION,
                OTHER,
                "count",
                "default",
                TaskStatus.WORKING,
                0,
                null,
                null,
                null,
                null,
                null,
                1,
                LONG_AGO,
                LONG_AGO);
        return Map.ofEntries(
                Map.entry(Address.SESSION_CREATE, request -> {
                    CreateSession wish = (CreateSession) request;
                    return new CreatedSession(
                            session(wish.kind(), LONG_AGO), !wish.members().contains("old@example.org"));
                }),
                Map.entry(Address.SESSION_LIST, request -> new SessionPage(List.of(), "more")),
                Map.entry(Address.SESSION_GET, OperationsTest::sessionOrFailure),
                Map.entry(Address.MEMBER_ADD, request -> session(SessionKind.GROUP, LONG_AGO)),
                Map.entry(Address.MEMBER_REMOVE, request -> Done.DONE),
                Map.entry(Address.READ_MARK, request -> new ReadMark(SESSION, OTHER, 7)),
                Map.entry(
                        Address.PRESENCE_READ,
                        request -> new PresencePage(
                                List.of(new Presence(OTHER, "Bo", PresenceStatus.AWAY, LONG_AGO, 1, null)),
                                OTHER.toString(),
                                9,
                                true,
                                null)),
                Map.entry(
                        Address.MESSAGE_SEND,
                        request -> new StoredMessages(((SendMessages) request)
                                .messages().stream().map(OperationsTest::stored).toList())),
                Map.entry(Address.HISTORY_READ, request -> new MessagePage(List.of(), null)),
                Map.entry(Address.AI_GREETING, request -> new Greeting("Hei", "fi", "offline", "offline", false, null)),
                Map.entry(Address.AI_ANSWER, request -> {
                    Message message = stored(((RequestAnswer) request).question());
                    return new Answer(message, message, "fi", "offline", "offline", false, null);
                }),
                Map.entry(Address.TASK_START, task),
                Map.entry(Address.TASK_READ, task),
                Map.entry(Address.TASK_REPORT, task),
                Map.entry(Address.TASK_LIST, request -> new TaskPage(List.of(), null)),
                Map.entry(Address.ARCHIVE_RUN, request -> new ArchiveReport(1, 2, 3, 4, 5, 6)),
                Map.entry(Address.ANALYTICS_READ, request -> new Analytics(List.of(), null)),
                Map.entry(Address.AI_USAGE, request -> new AiUsage(List.of(), List.of(), null)),
                Map.entry(Address.AI_COSTS, request -> new AiCosts(List.of(), List.of(), null)),
                Map.entry(
                        Address.ANNOUNCE,
                        request -> new Announcement(OTHER, ((Announce) request).content(), LONG_AGO)));
    }

    private static BusRecord sessionOrFailure(BusRecord request) {
        UUID asked = ((GetSession) request).sessionId();
        if (asked.equals(BUSY)) {
            throw new CogoException(ErrorCode.OVERLOADED, "the server is busy, try again");
        }
        if (!asked.equals(SESSION)) {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
        }
        return session(SessionKind.GROUP, LONG_AGO);
    }

    private static Session session(SessionKind kind, Instant createdAt) {
        return new Session(
                SESSION,
                kind,
                null,
                null,
                true,
                AiMode.EXPLICIT,
                WhenBusy.QUEUE,
                false,
                0,
                null,
                false,
                OTHER,
                createdAt,
                createdAt,
                0,
                0,
                0,
                MemberRole.OWNER,
                1,
                List.of(),
                null);
    }

    private static Message stored(NewMessage message) {
        return new Message(
                OTHER,
                1,
                SESSION,
                user,
                message.content(),
                MessageType.TEXT,
                LONG_AGO,
                message.clientMessageId(),
                message.replyTo(),
                message.metadata());
    }

    @Test
    void createSession() throws Exception {
        HttpResponse<Buffer> group = gateway.post("/chat/session", token, new JsonObject());
        assertThat(services.next()).isEqualTo(new CreateSession(user, SessionKind.GROUP, null, List.of(), null, true));
        assertThat(group.statusCode()).isEqualTo(201);
        assertThat(group.bodyAsJsonObject().getString("id")).isEqualTo(SESSION.toString());
        assertThat(group.bodyAsJsonObject().containsKey("title")).isFalse();

        JsonObject direct = new JsonObject()
                .put("kind", "direct")
                .put("title", "T")
                .put("members", new JsonArray().add("new@example.org"))
                .put("language", "KO")
                .put("ai", false);
        assertThat(gateway.post("/chat/session", token, direct).statusCode()).isEqualTo(201);
        assertThat(services.next())
                .isEqualTo(new CreateSession(user, SessionKind.DIRECT, "T", List.of("new@example.org"), "ko", false));

        direct.put("members", new JsonArray().add("old@example.org"));
        assertThat(gateway.post("/chat/session", token, direct).statusCode()).isEqualTo(200);
        services.next();
    }

    @Test
    void anEncryptedSessionHasNoAiUnlessItIsAskedFor() throws Exception {
        JsonObject wish = new JsonObject().put("encrypted", true);
        assertThat(gateway.post("/chat/session", token, wish).statusCode()).isEqualTo(201);
        assertThat(services.next())
                .isEqualTo(new CreateSession(user, SessionKind.GROUP, null, List.of(), null, false, null, true));

        assertProblem(gateway.post("/chat/session", token, wish.put("ai", true)), ErrorCode.INVALID_REQUEST);
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void sessions() throws Exception {
        HttpResponse<Buffer> page = gateway.get("/chat/sessions", token);
        assertThat(services.next()).isEqualTo(new ListSessions(user, 20, null));
        assertThat(page.bodyAsJsonObject())
                .isEqualTo(new JsonObject().put("items", new JsonArray()).put("next", "more"));

        assertThat(gateway.get("/chat/sessions?limit=3&cursor=a%2Bb", token).statusCode())
                .isEqualTo(200);
        assertThat(services.next()).isEqualTo(new ListSessions(user, 3, "a+b"));

        assertThat(gateway.get("/chat/session/" + SESSION, token).statusCode()).isEqualTo(200);
        assertThat(services.next()).isEqualTo(new GetSession(user, SESSION));
    }

    @Test
    void failuresOfOtherVerticlesKeepTheirCode() throws Exception {
        assertThat(assertProblem(gateway.get("/chat/session/" + OTHER, token), ErrorCode.SESSION_NOT_FOUND))
                .isEqualTo("there is no such session");
        services.next();

        HttpResponse<Buffer> busy = gateway.get("/chat/session/" + BUSY, token);
        assertProblem(busy, ErrorCode.OVERLOADED);
        assertThat(busy.getHeader("Retry-After")).isEqualTo("1");
        services.next();
    }

    @Test
    void members() throws Exception {
        String path = "/chat/session/" + SESSION + "/members";
        assertThat(gateway.post(path, token, new JsonObject().put("member", "bo@example.org"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(services.next()).isEqualTo(new AddMember(user, SESSION, "bo@example.org", MemberRole.MEMBER));

        gateway.post(
                path, token, new JsonObject().put("member", OTHER.toString()).put("role", "admin"));
        assertThat(services.next()).isEqualTo(new AddMember(user, SESSION, OTHER.toString(), MemberRole.ADMIN));

        HttpResponse<Buffer> removed = gateway.request(HttpMethod.DELETE, path + "/" + OTHER)
                .bearerTokenAuthentication(token)
                .send()
                .await();
        assertThat(services.next()).isEqualTo(new RemoveMember(user, SESSION, OTHER));
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isNull();
    }

    @Test
    void readMarkAndPresence() throws Exception {
        HttpResponse<Buffer> mark =
                gateway.post("/chat/session/" + SESSION + "/read", token, new JsonObject().put("seq", 7));
        assertThat(services.next()).isEqualTo(new MarkRead(user, SESSION, 7));
        assertThat(mark.bodyAsJsonObject().getInteger("seq")).isEqualTo(7);

        HttpResponse<Buffer> presence = gateway.get("/chat/session/" + SESSION + "/presence", token);
        assertThat(services.next()).isEqualTo(new ReadPresence(user, SESSION));
        assertThat(presence.bodyAsString())
                .isEqualTo(("{\"items\":[{\"userId\":\"%s\",\"displayName\":\"Bo\",\"status\":\"away\","
                                + "\"lastSeen\":\"2026-01-02T03:04:05Z\",\"devices\":1}],\"next\":\"%s\","
                                + "\"total\":9,\"complete\":true}")
                        .formatted(OTHER, OTHER));
        gateway.get("/chat/session/" + SESSION + "/presence?limit=5&cursor=x&include=offline", token);
        assertThat(services.next()).isEqualTo(new ReadPresence(user, SESSION, 5, "x", true));
    }

    @Test
    void messages() throws Exception {
        JsonObject one = new JsonObject()
                .put("sessionId", SESSION.toString().toUpperCase(Locale.ROOT))
                .put("content", "안녕 👋")
                .put("clientMessageId", "c-1")
                .put("messageType", "text")
                .put("replyTo", OTHER.toString())
                .put("metadata", new JsonObject().put("n", 1.5).putNull("nothing"));
        HttpResponse<Buffer> stored = gateway.post("/chat/message", token, one);
        SendMessages sent = (SendMessages) services.next();
        assertThat(sent.userId()).isEqualTo(user);
        assertThat(sent.sessionId()).isEqualTo(SESSION);
        assertThat(sent.messages()).hasSize(1);
        assertThat(sent.messages().getFirst().metadata())
                .containsEntry("n", 1.5)
                .containsEntry("nothing", null);
        assertThat(sent.messages().getFirst().replyTo()).isEqualTo(OTHER);
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(stored.bodyAsJsonObject().fieldNames()).containsExactly("message");
        assertThat(stored.bodyAsJsonObject().getJsonObject("message").getString("content"))
                .isEqualTo("안녕 👋");

        JsonObject batch = new JsonObject()
                .put("sessionId", SESSION.toString())
                .put(
                        "messages",
                        new JsonArray()
                                .add(new JsonObject().put("content", "a"))
                                .add(new JsonObject().put("content", "b").put("clientMessageId", "c-2")));
        HttpResponse<Buffer> both = gateway.post("/chat/message", token, batch);
        assertThat(services.next())
                .isEqualTo(new SendMessages(
                        user, SESSION, List.of(new NewMessage("a"), new NewMessage("b", "c-2", null, null))));
        assertThat(both.bodyAsJsonObject().getJsonArray("messages")).hasSize(2);
    }

    @Test
    void history() throws Exception {
        gateway.get("/chat/history/" + SESSION, token);
        assertThat(services.next()).isEqualTo(new ReadHistory(user, SESSION, null, null, 50));
        gateway.get("/chat/history/" + SESSION + "?before=9000000000&limit=200", token);
        assertThat(services.next()).isEqualTo(new ReadHistory(user, SESSION, 9_000_000_000L, null, 200));
        HttpResponse<Buffer> page = gateway.get("/chat/history/" + SESSION + "?after=0", token);
        assertThat(services.next()).isEqualTo(new ReadHistory(user, SESSION, null, 0L, 50));
        assertThat(page.bodyAsString()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void ai() throws Exception {
        HttpResponse<Buffer> greeting = gateway.client
                .post("/chat/ai-greeting")
                .bearerTokenAuthentication(token)
                .putHeader("Accept-Language", "fi, en;q=0.5")
                .sendJsonObject(new JsonObject())
                .await();
        assertThat(services.next()).isEqualTo(new RequestGreeting(user, null, null, "fi, en;q=0.5"));
        assertThat(greeting.statusCode()).isEqualTo(200);

        HttpResponse<Buffer> answer = gateway.post(
                "/chat/ai-response",
                token,
                new JsonObject()
                        .put("sessionId", SESSION.toString())
                        .put("message", "Why?")
                        .put("language", "fi")
                        .put("clientMessageId", "q"));
        assertThat(services.next())
                .isEqualTo(new RequestAnswer(user, SESSION, new NewMessage("Why?", "q", null, null), "fi", null, null));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.bodyAsJsonObject().containsKey("usage")).isFalse();
    }

    @Test
    void tasks() throws Exception {
        HttpResponse<Buffer> started = gateway.post(
                "/chat/agent-task",
                token,
                new JsonObject()
                        .put("sessionId", SESSION.toString())
                        .put("taskType", "count")
                        .put("params", new JsonObject().put("text", "a b")));
        assertThat(services.next()).isEqualTo(new StartTask(user, SESSION, "count", Map.of("text", "a b"), null));
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.bodyAsJsonObject().getString("status")).isEqualTo("working");

        gateway.get("/chat/agent-status?taskId=" + TASK, token);
        assertThat(services.next()).isEqualTo(new ReadTask(user, TASK));
        gateway.get("/chat/agent-status?sessionId=" + SESSION + "&limit=5", token);
        assertThat(services.next()).isEqualTo(new ListTasks(user, SESSION, 5, null));
        assertProblem(gateway.get("/chat/agent-status", token), ErrorCode.INVALID_REQUEST);
        assertProblem(
                gateway.get("/chat/agent-status?taskId=" + TASK + "&sessionId=" + SESSION, token),
                ErrorCode.INVALID_REQUEST);
        assertProblem(gateway.get("/chat/agent-status?limit=5&taskId=" + TASK, token), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void agentsReportWithTheirTokenAndLearnNoMoreThanTheState() throws Exception {
        String path = "/agents/tasks/" + TASK + "/events";
        JsonObject report = new JsonObject()
                .put("eventId", "e")
                .put("type", "progress")
                .put("progress", 50)
                .put("note", "half");

        assertProblem(gateway.post(path, report), ErrorCode.UNAUTHENTICATED);
        assertProblem(gateway.post(path, token, report), ErrorCode.INVALID_TOKEN);
        assertThat(services.isEmpty()).isTrue();

        HttpResponse<Buffer> stored =
                gateway.post(path, gateway.config.secrets().agentToken(), report);
        assertThat(services.next()).isEqualTo(new TaskReport(TASK, "e", ReportType.PROGRESS, 50, "half", null, null));
        assertThat(stored.bodyAsJsonObject())
                .isEqualTo(new JsonObject().put("taskId", TASK.toString()).put("status", "working"));
        assertProblem(gateway.get("/auth/me", gateway.config.secrets().agentToken()), ErrorCode.INVALID_TOKEN);
    }

    @Test
    void onlyOperatorsOperate() throws Exception {
        assertProblem(archive(token), ErrorCode.OPERATOR_ONLY);
        assertProblem(gateway.get("/chat/analytics", token), ErrorCode.OPERATOR_ONLY);
        assertProblem(gateway.get("/chat/ai-costs", token), ErrorCode.OPERATOR_ONLY);
        assertProblem(
                gateway.post("/chat/announcement", token, new JsonObject().put("content", "Hi")),
                ErrorCode.OPERATOR_ONLY);
        assertThat(services.isEmpty()).isTrue();

        JsonObject login = gateway.post(
                        "/auth/register",
                        new JsonObject()
                                .put("email", TestGateway.OPERATOR)
                                .put("password", TestGateway.PASSWORD)
                                .put("operatorCode", gateway.config.secrets().operatorCode()))
                .bodyAsJsonObject();
        String operator = login.getString("accessToken");
        UUID id = UUID.fromString(login.getJsonObject("user").getString("id"));

        assertThat(archive(operator).bodyAsJsonObject().getInteger("moved")).isEqualTo(1);
        assertThat(services.next()).isEqualTo(new RunArchive(id));
        gateway.get("/chat/analytics?hours=2", operator);
        assertThat(services.next()).isEqualTo(new ReadAnalytics(id, 2));
        gateway.get("/chat/ai-costs", operator);
        assertThat(services.next()).isEqualTo(new ReadAiCosts(id, "model", 31, 50));
        gateway.get("/chat/ai-usage?days=3", operator);
        assertThat(services.next()).isEqualTo(new ReadAiUsage(id, 3));
        assertThat(gateway.post("/chat/announcement", operator, new JsonObject().put("content", "Hi"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(services.next()).isEqualTo(new Announce(id, "Hi"));
    }

    @Test
    void everyOperationThatNeedsAUserRefusesEverybodyElse() {
        List<String> calls = List.of(
                "GET /auth/me",
                "PATCH /auth/me",
                "POST /auth/me/export",
                "GET /auth/me/export/" + OTHER,
                "GET /auth/me/export/" + OTHER + "/data",
                "POST /auth/me/deletion",
                "POST /chat/session",
                "GET /chat/sessions",
                "GET /chat/session/" + SESSION,
                "PATCH /chat/session/" + SESSION,
                "PUT /chat/session/" + SESSION + "/mute",
                "GET /chat/session/" + SESSION + "/members",
                "POST /chat/session/" + SESSION + "/members",
                "DELETE /chat/session/" + SESSION + "/members/" + OTHER,
                "PATCH /chat/session/" + SESSION + "/members/" + OTHER,
                "POST /chat/session/" + SESSION + "/owner",
                "POST /chat/session/" + SESSION + "/invites",
                "GET /chat/session/" + SESSION + "/invites",
                "DELETE /chat/session/" + SESSION + "/invites/" + OTHER,
                "GET /chat/invite/token",
                "POST /chat/invite/token",
                "GET /chat/blocks",
                "PUT /chat/blocks/" + OTHER,
                "DELETE /chat/blocks/" + OTHER,
                "PATCH /chat/session/" + SESSION + "/message/" + OTHER,
                "DELETE /chat/session/" + SESSION + "/message/" + OTHER,
                "PUT /chat/session/" + SESSION + "/message/" + OTHER + "/reaction/x",
                "DELETE /chat/session/" + SESSION + "/message/" + OTHER + "/reaction/x",
                "GET /chat/session/" + SESSION + "/events",
                "GET /chat/search",
                "POST /chat/session/" + SESSION + "/read",
                "GET /chat/session/" + SESSION + "/presence",
                "POST /chat/message",
                "GET /chat/history/" + SESSION,
                "POST /chat/ai-greeting",
                "POST /chat/ai-response",
                "POST /chat/agent-task",
                "GET /chat/agent-status",
                "POST /agents/tasks/" + TASK + "/events",
                "POST /chat/archive",
                "GET /chat/analytics",
                "GET /chat/ai-usage",
                "GET /chat/ai-costs",
                "POST /chat/announcement");
        for (String call : calls) {
            HttpMethod method = HttpMethod.valueOf(call.substring(0, call.indexOf(' ')));
            String path = call.substring(call.indexOf(' ') + 1);
            HttpResponse<Buffer> nobody = gateway.request(method, path).send().await();
            assertProblem(nobody, ErrorCode.UNAUTHENTICATED);
            assertThat(nobody.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"cogo\"");
            HttpResponse<Buffer> forged = gateway.request(method, path)
                    .bearerTokenAuthentication("forged")
                    .send()
                    .await();
            assertProblem(forged, ErrorCode.INVALID_TOKEN);
            assertThat(forged.getHeader("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void whatANodeMissesIsSaidAsAway() {
        TestGateway lonely = new TestGateway();
        try (lonely) {
            String mine = lonely.newUser().getString("accessToken");
            HttpResponse<Buffer> response = lonely.get("/chat/sessions", mine);
            assertProblem(response, ErrorCode.UNAVAILABLE);
            assertThat(Duration.ofSeconds(Long.parseLong(response.getHeader("Retry-After"))))
                    .isPositive();
        }
    }

    private static HttpResponse<Buffer> archive(String bearer) {
        return gateway.client
                .post("/chat/archive")
                .bearerTokenAuthentication(bearer)
                .send()
                .await();
    }
}
