package dev.cogo.node.api;

import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * At least one good call of every operation; the first of an operation is what its bad calls are made from. Long, because a
 * call is easier to judge where it stands in full.
 */
final class GoodCalls {
    static final List<GoodCall> ALL = Stream.of(
                    Stream.of(accounts(), sessions(), messages(), ai(), agents(), operation())
                            .flatMap(List::stream),
                    GoodAgentCalls.all(),
                    GoodAssistantCalls.all(),
                    GoodWebhookCalls.all(),
                    GoodSessionCalls.all(),
                    GoodGroupCalls.all(),
                    GoodTimelineCalls.all(),
                    GoodPersonalCalls.all(),
                    GoodOperatorCalls.all())
            .flatMap(calls -> calls)
            .toList();

    private GoodCalls() {}

    static List<GoodCall> of(String operation) {
        return ALL.stream().filter(call -> call.operation().equals(operation)).toList();
    }

    static Request first(String operation, ApiFixture world) {
        return of(operation).getFirst().request().apply(world);
    }

    private static List<GoodCall> accounts() {
        return List.of(
                new GoodCall(
                        "register",
                        "an account with all that it can have",
                        201,
                        world -> register(
                                world.newEmail("erin"),
                                new JsonObject().put("displayName", "Erin 🗼").put("language", "ko"))),
                new GoodCall(
                        "register", "an account", 201, world -> register(world.newEmail("finn"), new JsonObject())),
                new GoodCall(
                        "register",
                        "an operator who knows the code",
                        201,
                        world -> register(
                                ApiFixture.NEW_OPERATOR, new JsonObject().put("operatorCode", world.operatorCode()))),
                new GoodCall("login", "with the password", 200, world -> login(world.alice())),
                new GoodCall(
                        "refresh",
                        "with the token of a login",
                        200,
                        world -> Request.post("/auth/refresh").with(freshRefreshToken(world))),
                new GoodCall(
                        "logout",
                        "of a login",
                        204,
                        world -> Request.post("/auth/logout").with(freshRefreshToken(world))),
                new GoodCall(
                        "logout",
                        "of a login that does not exist",
                        204,
                        world -> Request.post("/auth/logout").with(new JsonObject().put("refreshToken", "of-nobody"))),
                new GoodCall(
                        "createTicket",
                        "a ticket",
                        201,
                        world -> Request.post("/auth/ticket").as(world.alice())),
                new GoodCall(
                        "me", "who I am", 200, world -> Request.get("/auth/me").as(world.alice())),
                new GoodCall(
                        "updateMe",
                        "name and language",
                        200,
                        world -> Request.of("PATCH", "/auth/me")
                                .as(world.newPerson("gwen"))
                                .with(new JsonObject()
                                        .put("displayName", "Gwen of the Lamps")
                                        .put("addableBy", "shared")
                                        .put("language", "pt-br"))),
                new GoodCall(
                        "updateMe",
                        "an operator who gives the code once more",
                        200,
                        world -> Request.of("PATCH", "/auth/me")
                                .as(world.operator())
                                .with(new JsonObject().put("operatorCode", world.operatorCode()))));
    }

    private static List<GoodCall> sessions() {
        return List.of(
                new GoodCall(
                        "createSession",
                        "a group",
                        201,
                        world -> createSession(world)
                                .with(new JsonObject()
                                        .put("kind", "group")
                                        .put("title", "Trip")
                                        .put(
                                                "members",
                                                new JsonArray().add(world.bob().email()))
                                        .put("language", "en")
                                        .put("ai", false))),
                new GoodCall(
                        "createSession",
                        "with nothing given",
                        201,
                        world -> createSession(world).with(new JsonObject())),
                new GoodCall("createSession", "for two", 201, world -> direct(world.alice(), world.newPerson("hana"))),
                new GoodCall("createSession", "for the same two again", 200, world -> {
                    Request request = direct(world.alice(), world.newPerson("hana"));
                    world.api().get(request);
                    return request;
                }),
                new GoodCall(
                        "listSessions",
                        "mine",
                        200,
                        world -> Request.get("/chat/sessions").query("limit", 1).as(world.alice())),
                new GoodCall("listSessions", "the next page", 200, world -> {
                    Person person = world.newPerson("ines");
                    world.newSession(person);
                    world.newSession(person);
                    Request page =
                            Request.get("/chat/sessions").query("limit", 1).as(person);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall(
                        "getSession",
                        "as its owner",
                        200,
                        world -> session(world).as(world.alice())),
                new GoodCall(
                        "getSession",
                        "as a member",
                        200,
                        world -> session(world).as(world.bob())),
                new GoodCall(
                        "addMember",
                        "by id, as an admin",
                        200,
                        world -> members()
                                .at("sessionId", world.newSession(world.alice()))
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("member", world.bob().id())
                                        .put("role", "admin"))),
                new GoodCall(
                        "addMember",
                        "by e-mail",
                        200,
                        world -> members()
                                .at("sessionId", world.newSession(world.alice()))
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("member", world.bob().email().toUpperCase(Locale.ROOT)))),
                new GoodCall(
                        "removeMember",
                        "by the owner",
                        204,
                        world -> member(world.newSession(world.alice(), world.bob()), world.bob())
                                .as(world.alice())),
                new GoodCall(
                        "removeMember",
                        "oneself",
                        204,
                        world -> member(world.newSession(world.alice(), world.bob()), world.bob())
                                .as(world.bob())),
                new GoodCall(
                        "markRead",
                        "the first message",
                        200,
                        world -> Request.post("/chat/session/{sessionId}/read")
                                .at("sessionId", world.session())
                                .as(world.bob())
                                .with(new JsonObject().put("seq", 1))),
                new GoodCall(
                        "getPresence",
                        "of a session",
                        200,
                        world -> Request.get("/chat/session/{sessionId}/presence")
                                .at("sessionId", world.session())
                                .as(world.bob())),
                new GoodCall(
                        "getPresence",
                        "the page after somebody, with who is not there",
                        200,
                        world -> Request.get("/chat/session/{sessionId}/presence")
                                .at("sessionId", world.session())
                                .as(world.bob())
                                .query("limit", 1)
                                .query("cursor", world.bob().id())
                                .query("include", "offline")));
    }

    private static List<GoodCall> messages() {
        return List.of(
                new GoodCall(
                        "sendMessage",
                        "with all that it can have",
                        201,
                        world -> message(world)
                                .with(new JsonObject()
                                        .put("sessionId", world.session())
                                        .put("content", "The one at Jumunjin.\r\n\t등대 🗼")
                                        .put(
                                                "clientMessageId",
                                                UUID.randomUUID().toString())
                                        .put("messageType", "text")
                                        .put("replyTo", world.message().getString("id"))
                                        .put("metadata", new JsonObject().put("color", "#c33"))
                                        .put(
                                                "mentions",
                                                new JsonArray().add(world.bob().id())))),
                new GoodCall(
                        "sendMessage",
                        "a batch",
                        201,
                        world -> message(world)
                                .with(new JsonObject()
                                        .put("sessionId", world.session())
                                        .put(
                                                "messages",
                                                new JsonArray()
                                                        .add(new JsonObject()
                                                                .put("content", "It is the oldest of them.")
                                                                .put(
                                                                        "clientMessageId",
                                                                        UUID.randomUUID()
                                                                                .toString())
                                                                .put("messageType", "text")
                                                                .put(
                                                                        "replyTo",
                                                                        world.message()
                                                                                .getString("id"))
                                                                .put("metadata", new JsonObject().put("n", 1)))
                                                        .add(new JsonObject().put("content", "And the smallest."))))),
                new GoodCall(
                        "sendMessage",
                        "of 32 KiB",
                        201,
                        world -> message(world)
                                .with(new JsonObject()
                                        .put("sessionId", world.session())
                                        .put("content", "é".repeat(16 * 1024)))),
                new GoodCall(
                        "getHistory", "the newest", 200, world -> history(world).query("limit", 1)),
                new GoodCall(
                        "getHistory", "before", 200, world -> history(world).query("before", 2)),
                new GoodCall("getHistory", "after", 200, world -> history(world).query("after", 0)));
    }

    private static List<GoodCall> ai() {
        return List.of(
                new GoodCall(
                        "aiGreeting",
                        "into a session",
                        200,
                        world -> Request.post("/chat/ai-greeting")
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("sessionId", world.newSession(world.alice()))
                                        .put("language", "ko"))),
                new GoodCall(
                        "aiGreeting",
                        "in whichever language",
                        200,
                        world -> Request.post("/chat/ai-greeting")
                                .as(world.alice())
                                .header("Accept-Language", "ko-KR, en;q=0.5")
                                .with(new JsonObject())),
                new GoodCall(
                        "aiResponse",
                        "to a question",
                        201,
                        world -> Request.post("/chat/ai-response")
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("sessionId", world.newSession(world.alice()))
                                        .put("message", "When was it built?")
                                        .put("language", "en")
                                        .put(
                                                "clientMessageId",
                                                UUID.randomUUID().toString()))),
                new GoodCall(
                        "readAiRun",
                        "that is over",
                        200,
                        world -> ofRun("GET", "", run(world, "When?")).as(world.alice())),
                new GoodCall(
                        "askAiAgain",
                        "in Korean",
                        202,
                        world -> again(run(world, "When?")).as(world.alice())),
                new GoodCall(
                        "answerMessage",
                        "another's",
                        202,
                        world -> GoodTimelineCalls.answer(GoodTimelineCalls.newMessage(world, world.bob()))
                                .as(world.alice())),
                new GoodCall(
                        "uiChat",
                        "a question",
                        200,
                        world -> uiChat(world.newSession(world.alice()), "When was it built?")
                                .as(world.alice())),
                new GoodCall("uiChat", "once more", 200, world -> {
                    Request asked = uiChat(world.newSession(world.alice()), "When was it built?");
                    world.api().send(asked.as(world.alice()));
                    JsonObject again = asked.json().orElseThrow().copy().put("trigger", "regenerate-message");
                    return asked.as(world.alice())
                            .header("X-AI-SDK-Version", "7")
                            .with(again);
                }),
                new GoodCall(
                        "listModels",
                        "the house's",
                        200,
                        world -> Request.get("/v1/models").as(world.alice())),
                new GoodCall(
                        "getModel",
                        "the house's",
                        200,
                        world -> Request.get("/v1/models/{model}")
                                .at("model", "cogo")
                                .as(world.alice())),
                new GoodCall(
                        "createChatCompletion",
                        "of its own conversation",
                        200,
                        world -> chatCompletion(null).as(world.alice())),
                new GoodCall(
                        "createChatCompletion",
                        "in a session, in chunks",
                        200,
                        world -> inChunks(chatCompletion(world.newSession(world.alice())))
                                .as(world.alice())),
                new GoodCall(
                        "createResponse",
                        "of its own conversation, in events",
                        200,
                        world -> inChunks(response(null)).as(world.alice())),
                new GoodCall(
                        "createResponse",
                        "in a session",
                        200,
                        world -> response(world.newSession(world.alice())).as(world.alice())),
                new GoodCall(
                        "resumeUiChat",
                        "when nothing runs",
                        204,
                        world -> resumeUiChat(world.newSession(world.alice())).as(world.alice())),
                new GoodCall("listApprovals", "with one that waits", 200, world -> {
                    approval(world);
                    return Request.get("/chat/ai-approvals").as(world.alice());
                }),
                new GoodCall(
                        "decideApproval",
                        "no",
                        200,
                        world -> decide(approval(world), "deny").as(world.alice())),
                new GoodCall("cancelAiRun", "that is under way", 202, world -> {
                    String run = run(world, StubGemini.HELD_AGAIN);
                    String second =
                            world.api().get(again(run).as(world.alice())).getString("runId");
                    // What is stored for it is there before others are counted.
                    Eventually.until("the model to be asked", () -> world.rows().isAsked(second));
                    return ofRun("POST", "/cancel", second).as(world.alice());
                }));
    }

    static Request uiChat(String session, String question) {
        JsonObject part = new JsonObject().put("type", "text").put("text", question);
        JsonObject message = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("role", "user")
                .put("parts", new JsonArray().add(part));
        return Request.post("/api/chat")
                .with(new JsonObject().put("id", session).put("messages", new JsonArray().add(message)));
    }

    /** @param session null for a conversation of the program's own */
    static Request chatCompletion(@Nullable String session) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "When was it built?");
        return ofOpenAi("/v1/chat/completions", session, "messages", new JsonArray().add(message));
    }

    /** @param session likewise */
    static Request response(@Nullable String session) {
        return ofOpenAi("/v1/responses", session, "input", "When was it built?");
    }

    private static Request ofOpenAi(String path, @Nullable String session, String field, Object value) {
        JsonObject body = new JsonObject().put("model", "cogo").put(field, value);
        if (session != null) {
            body.put("metadata", new JsonObject().put("session_id", session));
        }
        return Request.post(path).with(body);
    }

    private static Request inChunks(Request asked) {
        return asked.with(asked.json().orElseThrow().copy().put("stream", true));
    }

    static Request resumeUiChat(String session) {
        return Request.get("/api/chat/{sessionId}/stream").at("sessionId", session);
    }

    /** A run that is over, in a session with Alice and Bob. */
    static String run(ApiFixture world, String question) {
        JsonObject asked = new JsonObject()
                .put("sessionId", world.newSession(world.alice(), world.bob()))
                .put("message", question);
        return world.api()
                .get(Request.post("/chat/ai-response").as(world.alice()).with(asked))
                .getJsonObject("message")
                .getJsonObject("metadata")
                .getJsonObject("ai")
                .getString("runId");
    }

    /** A call of a tool that waits for Alice's word. */
    static String approval(ApiFixture world) {
        JsonObject second =
                world.api().get(again(run(world, StubGemini.SENDS_AGAIN)).as(world.alice()));
        Request waiting = Request.get("/chat/ai-approvals").as(world.alice());
        return Eventually.become(
                        () -> world.api().get(waiting).getJsonArray("items").stream()
                                .map(JsonObject.class::cast)
                                .filter(call -> call.getString("runId").equals(second.getString("runId")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .getString("callId");
    }

    static Request decide(String call, String decision) {
        return Request.of("POST", "/chat/ai-approvals/{callId}")
                .at("callId", call)
                .with(new JsonObject().put("decision", decision));
    }

    static Request ofRun(String method, String path, String run) {
        return Request.of(method, "/chat/ai-run/{runId}" + path).at("runId", run);
    }

    static Request again(String run) {
        return ofRun("POST", "/again", run).with(new JsonObject().put("language", "ko"));
    }

    private static List<GoodCall> agents() {
        return List.of(
                new GoodCall(
                        "startAgentTask",
                        "for the default agent",
                        202,
                        world -> Request.post("/chat/agent-task")
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("sessionId", world.newSession(world.alice()))
                                        .put("taskType", "word_count")
                                        .put("agent", "default")
                                        .put("params", new JsonObject().put("text", "the keeper lights the lamp"))),
                        (world, answer) -> world.awaitTaken(world.alice(), answer.json())),
                new GoodCall(
                        "agentStatus",
                        "of a task",
                        200,
                        world -> Request.get("/chat/agent-status")
                                .query("taskId", world.task())
                                .as(world.bob())),
                new GoodCall(
                        "agentStatus",
                        "of a session's tasks",
                        200,
                        world -> Request.get("/chat/agent-status")
                                .query("sessionId", world.session())
                                .query("limit", 5)
                                .as(world.bob())),
                new GoodCall("agentStatus", "the next page of them", 200, world -> {
                    String session = world.newSession(world.alice());
                    world.newTask(world.alice(), session);
                    world.newTask(world.alice(), session);
                    Request page = Request.get("/chat/agent-status")
                            .query("sessionId", session)
                            .query("limit", 1)
                            .as(world.alice());
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall(
                        "reportTask",
                        "progress",
                        200,
                        world -> report(world.newTask(world.alice(), world.newSession(world.alice())))
                                .with(new JsonObject()
                                        .put("eventId", "half")
                                        .put("type", "progress")
                                        .put("progress", 50)
                                        .put("note", "counted 3 of 6"))),
                end(
                        "result",
                        "result",
                        new JsonObject().put("summary", "6 words").put("words", 6)),
                end("error", "error", "the text is empty"));
    }

    private static GoodCall end(String type, String field, Object value) {
        return new GoodCall(
                "reportTask",
                "its end, by a report of type " + type,
                200,
                world -> report(world.newTask(world.alice(), world.newSession(world.alice())))
                        .with(new JsonObject()
                                .put("eventId", "end")
                                .put("type", type)
                                .put(field, value)),
                (world, answer) -> world.awaitMessage(
                        world.alice(),
                        world.taskOf(world.alice(), answer.json().getString("taskId"))
                                .getString("sessionId"),
                        "agent_result"));
    }

    private static List<GoodCall> operation() {
        return List.of(
                new GoodCall(
                        "archive",
                        "now",
                        200,
                        world -> Request.post("/chat/archive").as(world.operator())),
                new GoodCall(
                        "analytics",
                        "of the last hour",
                        200,
                        world ->
                                Request.get("/chat/analytics").query("hours", 1).as(world.operator())),
                new GoodCall(
                        "functionMetrics",
                        "of the last hour",
                        200,
                        world -> Request.get("/admin/function-metrics")
                                .query("hours", 1)
                                .as(world.operator())),
                new GoodCall(
                        "aiUsage",
                        "of this week",
                        200,
                        world -> Request.get("/chat/ai-usage").query("days", 7).as(world.alice())),
                new GoodCall(
                        "aiCosts",
                        "of users",
                        200,
                        world -> Request.get("/chat/ai-costs")
                                .query("by", "user")
                                .query("days", 7)
                                .query("limit", 10)
                                .as(world.operator())),
                new GoodCall(
                        "announce",
                        "to everybody",
                        201,
                        world -> Request.post("/chat/announcement")
                                .as(world.operator())
                                .with(new JsonObject().put("content", "We update the servers at noon."))),
                new GoodCall("jwks", "the keys", 200, world -> Request.get("/.well-known/jwks.json")),
                new GoodCall("live", "up", 200, world -> Request.get("/health/live")),
                new GoodCall("ready", "up", 200, world -> Request.get("/health/ready")));
    }

    static Request login(Person person) {
        return Request.post("/auth/login")
                .with(new JsonObject().put("email", person.email()).put("password", person.password()));
    }

    static JsonObject freshRefreshToken(ApiFixture world) {
        JsonObject login = world.api().get(login(world.carol()));
        return new JsonObject().put("refreshToken", login.getString("refreshToken"));
    }

    static Request register(String email, JsonObject more) {
        return Request.post("/auth/register")
                .with(new JsonObject()
                        .put("email", email)
                        .put("password", "seven quiet lighthouses")
                        .mergeIn(more));
    }

    static Request report(String task) {
        return Request.post("/agents/tasks/{taskId}/events").at("taskId", task).bearing(ApiFixture.AGENT_TOKEN);
    }

    static Request createSession(ApiFixture world) {
        return Request.post("/chat/session").as(world.alice());
    }

    static Request direct(Person one, Person other) {
        return Request.post("/chat/session")
                .as(one)
                .with(new JsonObject().put("kind", "direct").put("members", new JsonArray().add(other.id())));
    }

    static Request members() {
        return Request.post("/chat/session/{sessionId}/members");
    }

    static Request member(String session, Person person) {
        return Request.of("DELETE", "/chat/session/{sessionId}/members/{userId}")
                .at("sessionId", session)
                .at("userId", person.id());
    }

    static Request message(ApiFixture world) {
        return Request.post("/chat/message").as(world.alice());
    }

    private static Request session(ApiFixture world) {
        return Request.get("/chat/session/{sessionId}").at("sessionId", world.session());
    }

    private static Request history(ApiFixture world) {
        return Request.get("/chat/history/{sessionId}")
                .at("sessionId", world.session())
                .as(world.alice());
    }
}
