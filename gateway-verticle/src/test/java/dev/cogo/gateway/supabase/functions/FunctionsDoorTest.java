package dev.cogo.gateway.supabase.functions;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.invite.AcceptInvite;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What actions and paths ask of the other verticles, and how refusals look. */
class FunctionsDoorTest {
    private static final String DOOR = "/functions/v1/chat-gateway";
    private static final UUID SESSION = Ids.next();
    private static final UUID FOREIGN = Ids.next();
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final String anonKey =
            ApiKeys.make(ApiKeys.Role.ANON, gateway.config.secrets().anonKeySecret());
    private static final String serviceKey =
            ApiKeys.make(ApiKeys.Role.SERVICE_ROLE, gateway.config.secrets().serviceKeySecret());
    private static final FakeServices services = FakeServices.deploy(gateway.vertx, answers());
    private static final JsonObject login = gateway.newUser();
    private static final String token = login.getString("accessToken");
    private static final UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));
    private static volatile int sessions = 1;

    @BeforeEach
    void oneSession() throws InterruptedException {
        sessions = 1;
        while (!services.isEmpty()) {
            services.next();
        }
    }

    private static Map<Address, Function<BusRecord, BusRecord>> answers() {
        Function<BusRecord, BusRecord> task = request -> new Task(
                SESSION,
                SESSION,
                user,
                "count",
                "default",
                TaskStatus.QUEUED,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                LONG_AGO,
                LONG_AGO);
        return Map.ofEntries(
                Map.entry(Address.SESSION_CREATE, request -> new CreatedSession(session(), true)),
                Map.entry(Address.SESSION_GET, request -> {
                    if (((GetSession) request).sessionId().equals(FOREIGN)) {
                        throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
                    }
                    return session();
                }),
                Map.entry(
                        Address.SESSION_LIST,
                        request -> new SessionPage(
                                Collections.nCopies(Math.min(sessions, ((ListSessions) request).limit()), session()),
                                null)),
                Map.entry(Address.INVITE_ACCEPT, request -> new CreatedSession(session(), true)),
                Map.entry(
                        Address.MESSAGE_SEND,
                        request -> new StoredMessages(((SendMessages) request)
                                .messages().stream()
                                        .map(FunctionsDoorTest::stored)
                                        .toList())),
                Map.entry(Address.HISTORY_READ, request -> new MessagePage(List.of(), null)),
                Map.entry(Address.AI_GREETING, request -> new Greeting("Hei", "fi", "offline", "offline", false, null)),
                Map.entry(Address.AI_ANSWER, request -> {
                    Message message = stored(((RequestAnswer) request).question());
                    return new Answer(message, message, "fi", "offline", "offline", false, null);
                }),
                Map.entry(Address.TASK_START, task),
                Map.entry(Address.TASK_READ, task));
    }

    private static Session session() {
        return new Session(
                SESSION,
                SessionKind.GROUP,
                "Trip",
                null,
                true,
                AiMode.EXPLICIT,
                WhenBusy.QUEUE,
                false,
                0,
                null,
                false,
                user,
                LONG_AGO,
                LONG_AGO,
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
                Ids.next(),
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

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return gateway.request(method, DOOR + path).putHeader("apikey", anonKey).bearerTokenAuthentication(token);
    }

    private static HttpResponse<Buffer> act(String action, JsonObject fields) {
        return request(HttpMethod.POST, "")
                .sendJsonObject(fields.copy().put("action", action))
                .await();
    }

    private static JsonObject inSession() {
        return new JsonObject().put("sessionId", SESSION.toString());
    }

    @Test
    void joiningWithoutASessionCreatesOne() throws InterruptedException {
        HttpResponse<Buffer> response =
                act("join_session", new JsonObject().putNull("sessionId").put("title", "Trip"));

        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(201);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(response.bodyAsJsonObject().getString("id")).isEqualTo(SESSION.toString());
        assertThat(services.next())
                .isEqualTo(new CreateSession(user, SessionKind.GROUP, "Trip", List.of(), null, true, null, false));
    }

    @Test
    void joiningASessionIsForItsMembers() throws InterruptedException {
        assertThat(act("join_session", inSession()).bodyAsJsonObject().getString("id"))
                .isEqualTo(SESSION.toString());
        assertThat(services.next()).isEqualTo(new GetSession(user, SESSION));

        HttpResponse<Buffer> refused = act("join_session", new JsonObject().put("sessionId", FOREIGN.toString()));
        assertProblem(refused, ErrorCode.SESSION_NOT_FOUND);
        assertThat(refused.bodyAsJsonObject().getString("message")).isEqualTo("there is no such session");
        assertThat(refused.getHeader("x-relay-error")).isNull();
    }

    @Test
    void joiningByInvite() throws InterruptedException {
        assertThat(act("join_session", new JsonObject().put("invite", "k7Jq2mXw9RtY4bNc8ZpL5v"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(services.next()).isEqualTo(new AcceptInvite(user, "k7Jq2mXw9RtY4bNc8ZpL5v"));

        assertProblem(act("join_session", inSession().put("invite", "x")), ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aMessageIsSentWithItsOptions() throws InterruptedException {
        UUID other = Ids.next();
        JsonObject fields = inSession()
                .put("content", "Hei")
                .put("clientMessageId", "c-1")
                .put("messageType", "text")
                .put("replyTo", other.toString())
                .put("language", "fi")
                .put("metadata", new JsonObject().put("mood", "fine"));

        HttpResponse<Buffer> response = act("send_message", fields);

        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(201);
        assertThat(response.bodyAsJsonObject().getJsonObject("message").getString("content"))
                .isEqualTo("Hei");
        assertThat(services.next())
                .isEqualTo(new SendMessages(
                        user,
                        SESSION,
                        List.of(new NewMessage("Hei", "c-1", other, Map.of("mood", "fine", "language", "fi")))));
    }

    @Test
    void theOnlySessionIsMeantWhenNoneIsNamed() throws InterruptedException {
        assertThat(act("send_message", new JsonObject().put("content", "Hei")).statusCode())
                .isEqualTo(201);
        assertThat(services.next()).isEqualTo(new ListSessions(user, 2, null));
        assertThat(((SendMessages) services.next()).sessionId()).isEqualTo(SESSION);

        for (int others : List.of(0, 2)) {
            sessions = others;
            assertThat(assertProblem(
                            act("agent_task", new JsonObject().put("taskType", "count")), ErrorCode.INVALID_REQUEST))
                    .contains("sessionId is missing");
            services.next();
        }
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void theOtherActionsAreTheOperationsOfTheirNames() throws InterruptedException {
        assertThat(act("agent_task", inSession().put("taskType", "count").put("params", new JsonObject().put("n", 1)))
                        .statusCode())
                .isEqualTo(202);
        assertThat(services.next()).isEqualTo(new StartTask(user, SESSION, "count", Map.of("n", 1), null));

        act("agent_status", new JsonObject().put("taskId", SESSION.toString()));
        assertThat(services.next()).isEqualTo(new ReadTask(user, SESSION));

        assertThat(act("ai_response", inSession().put("message", "Why?")).statusCode())
                .isEqualTo(201);
        RequestAnswer asked = (RequestAnswer) services.next();
        // So that it can be asked again, at another node.
        assertThat(asked.question().clientMessageId()).isNotBlank();
        NewMessage question = new NewMessage("Why?", asked.question().clientMessageId(), null, null);
        assertThat(asked).isEqualTo(new RequestAnswer(user, SESSION, question, null, null, null));

        act("ai_greeting", new JsonObject().put("language", "fi"));
        assertThat(services.next()).isEqualTo(new RequestGreeting(user, null, "fi", null));

        act("history", inSession().put("before", 9).put("limit", 2));
        assertThat(services.next()).isEqualTo(new ReadHistory(user, SESSION, 9L, null, 2));

        act("sessions", new JsonObject().put("limit", 5));
        assertThat(services.next()).isEqualTo(new ListSessions(user, 5, null));
    }

    @Test
    void theSeedsPathsAreThoseOfTheApi() throws InterruptedException {
        assertThat(request(HttpMethod.POST, "/chat/message")
                        .sendJsonObject(inSession().put("content", "Hei"))
                        .await()
                        .statusCode())
                .isEqualTo(201);
        assertThat(services.next()).isInstanceOf(SendMessages.class);

        request(HttpMethod.GET, "/chat/history/" + SESSION + "?limit=3&forceFunctionRegion=eu-west-1&before=7")
                .send()
                .await();
        assertThat(services.next()).isEqualTo(new ReadHistory(user, SESSION, 7L, null, 3));

        // A string goes out as text/plain.
        request(HttpMethod.POST, "/chat/session")
                .putHeader("Content-Type", "text/plain;charset=UTF-8")
                .sendBuffer(Buffer.buffer("{\"title\":\"Trip\"}"))
                .await();
        assertThat(((CreateSession) services.next()).title()).isEqualTo("Trip");

        HttpResponse<Buffer> login = gateway.request(HttpMethod.POST, DOOR + "/auth/register")
                .putHeader("apikey", anonKey)
                .bearerTokenAuthentication(anonKey)
                .sendJsonObject(
                        new JsonObject().put("email", TestGateway.email()).put("password", TestGateway.PASSWORD))
                .await();
        assertThat(login.statusCode()).as(login.bodyAsString()).isEqualTo(201);
    }

    @Test
    void nothingButTheApiIsBelowIt() {
        for (String path : List.of(
                "/health/live",
                "/auth/v1/settings",
                "/openapi.yaml",
                "/eventbus/info",
                "/functions/v1/chat-gateway/chat/sessions",
                "/chat/nothing",
                "/chat/..;/health/live",
                "x/chat/sessions")) {
            assertProblem(request(HttpMethod.GET, path).send().await(), ErrorCode.NOT_FOUND);
        }
        assertProblem(
                gateway.request(HttpMethod.POST, "/functions/v1/another").send().await(), ErrorCode.NOT_FOUND);
    }

    @Test
    void theKeyIsChecked() {
        HttpRequest<Buffer> without =
                gateway.request(HttpMethod.GET, DOOR + "/chat/sessions").bearerTokenAuthentication(token);
        assertThat(assertProblem(without.send().await(), ErrorCode.UNAUTHENTICATED))
                .contains("API key");
        for (String wrong : List.of("", "anon", token, anonKey + "x")) {
            HttpResponse<Buffer> refused =
                    without.copy().putHeader("apikey", wrong).send().await();
            assertProblem(refused, ErrorCode.INVALID_TOKEN);
            assertThat(refused.bodyAsJsonObject().getString("message")).contains("API key");
        }
        for (String right : List.of(anonKey, serviceKey)) {
            assertThat(without.copy().putHeader("apikey", right).send().await().statusCode())
                    .isEqualTo(200);
        }
        assertThat(gateway.request(HttpMethod.GET, DOOR + "/chat/sessions?apikey=" + anonKey)
                        .bearerTokenAuthentication(token)
                        .send()
                        .await()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyIsNoUser() {
        for (String key : List.of(anonKey, serviceKey)) {
            HttpResponse<Buffer> refused = gateway.request(HttpMethod.POST, DOOR)
                    .putHeader("apikey", anonKey)
                    .bearerTokenAuthentication(key)
                    .sendJsonObject(
                            new JsonObject().put("action", "send_message").put("content", "Hei"))
                    .await();
            assertProblem(refused, ErrorCode.UNAUTHENTICATED);
        }
        assertProblem(
                request(HttpMethod.POST, "")
                        .bearerTokenAuthentication("forged")
                        .sendJsonObject(
                                new JsonObject().put("action", "send_message").put("content", "Hei"))
                        .await(),
                ErrorCode.INVALID_TOKEN);
    }

    @Test
    void badBodiesAreRefusedWithASentence() {
        assertThat(assertProblem(act("dance", new JsonObject()), ErrorCode.INVALID_REQUEST))
                .contains("join_session", "send_message", "agent_task");
        assertProblem(request(HttpMethod.POST, "").send().await(), ErrorCode.INVALID_REQUEST);
        assertProblem(request(HttpMethod.GET, "").send().await(), ErrorCode.METHOD_NOT_ALLOWED);
        assertProblem(
                request(HttpMethod.POST, "/").sendBuffer(Buffer.buffer("{}")).await(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        for (String body : List.of("{", "{\"action\":\"sessions\",\"action\":\"history\"}")) {
            assertProblem(
                    request(HttpMethod.POST, "/")
                            .putHeader("Content-Type", "application/json")
                            .sendBuffer(Buffer.buffer(body))
                            .await(),
                    ErrorCode.INVALID_JSON);
        }
        for (JsonObject session : List.of(
                new JsonObject().put("sessionId", ""),
                new JsonObject().put("sessionId", "a/../b"),
                new JsonObject().put("sessionId", new JsonObject()))) {
            assertProblem(act("history", session), ErrorCode.INVALID_REQUEST);
            assertProblem(act("join_session", session), ErrorCode.INVALID_REQUEST);
            assertProblem(act("send_message", session.copy().put("content", "Hei")), ErrorCode.INVALID_REQUEST);
        }
        assertThat(assertProblem(
                        act("send_message", inSession().put("content", "Hei").put("surprise", 1)),
                        ErrorCode.INVALID_REQUEST))
                .contains("surprise");
        assertThat(assertProblem(act("history", inSession().put("surprise", 1)), ErrorCode.INVALID_REQUEST))
                .contains("query parameter");
        assertProblem(act("send_message", inSession().put("content", "x".repeat(70_000))), ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void pagesOfListedOriginsMayCall() {
        HttpResponse<Buffer> preflight = gateway.request(HttpMethod.OPTIONS, DOOR)
                .putHeader("Origin", TestGateway.ORIGIN)
                .putHeader("Access-Control-Request-Method", "POST")
                .putHeader("Access-Control-Request-Headers", "apikey,authorization,content-type,x-client-info")
                .send()
                .await();
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.getHeader("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT))
                .contains("apikey", "x-client-info", "x-region", "x-retry-count", "traceparent", "baggage");

        // The answer of a translated request as well, which begins anew.
        HttpResponse<Buffer> answer = request(HttpMethod.GET, "/chat/sessions")
                .putHeader("Origin", TestGateway.ORIGIN)
                .putHeader("X-Request-Id", "page-1")
                .send()
                .await();
        assertThat(answer.getHeader("Access-Control-Allow-Origin")).isEqualTo(TestGateway.ORIGIN);
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("X-Request-Id")).isEqualTo("page-1");
    }
}
