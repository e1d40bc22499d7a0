package dev.cogo.node.api;

import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.node.Node;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.node.testing.Ports;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A whole node with stand-ins for what is outside of it, and some people on it: Alice owns a session in which Bob is a member,
 * Dave was one, and Carol never was. The session has a message and a task that an agent works on.
 */
final class ApiFixture implements AutoCloseable {
    static final String AGENT_TOKEN = "token-of-the-agents-of-this-test";
    static final int MESSAGES_PER_MINUTE = 400;
    static final String OPERATOR = "operator@example.org";
    /** An operator's address that a good call registers. */
    static final String NEW_OPERATOR = "new-operator@example.org";
    /** An operator's address that nobody ever registers. */
    static final String FREE_OPERATOR = "free-operator@example.org";

    private final Vertx vertx = Vertx.vertx();
    private final Path dataDir = temporaryFolder();
    private final NodeConfig config;
    private final StubAgent taskAgent = new StubAgent(vertx);
    private final StubCollector collector = new StubCollector(vertx);
    private final DatabaseConfig database;
    private final Node node;
    private final Rows rows;
    private final DatabaseLine line;
    private final ApiClient api;
    private final URI metrics;
    private final ApiDocument document = new ApiDocument(vertx);
    private final Tokens tokens;
    private final URI address;

    private Person alice;
    private Person bob;
    private Person carol;
    private Person dave;
    private Person operator;
    private String session;
    private JsonObject message;
    private String task;
    private String export = "";
    private JsonObject agent = new JsonObject();
    private String webhook = "";
    private String told = "";

    ApiFixture() {
        database = TestDatabase.migrated();
        int port = Ports.free();
        int metricsPort = Ports.free();
        metrics = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        config = NodeConfig.from(Settings.collect(
                Map.of(
                        Setting.SESSIONS_PER_HOUR,
                        "100000",
                        Setting.PEOPLE_PER_HOUR,
                        "100000",
                        Setting.METRICS_PORT,
                        Integer.toString(metricsPort),
                        // Nobody listens there: what is to be sent waits.
                        Setting.SMTP_URL,
                        "smtp://127.0.0.1:1",
                        Setting.MAIL_FROM,
                        "chat@example.org",
                        Setting.PUBLIC_URL,
                        "http://127.0.0.1:" + port,
                        Setting.MAIL_PER_MINUTE,
                        "600",
                        // An answer that is held is held for longer than a test takes.
                        Setting.AI_IDLE_TIMEOUT,
                        "2m",
                        Setting.AI_TOOLS,
                        tools().toString(),
                        Setting.OTLP_URL,
                        collector.address().toString()),
                Map.of(
                        Setting.HTTP_PORT.name(), Integer.toString(port),
                        Setting.DATA_DIR.name(), dataDir.toString(),
                        Setting.OPERATOR_EMAILS.name(), String.join(",", OPERATOR, NEW_OPERATOR, FREE_OPERATOR),
                        Setting.CHAT_RATE_LIMIT_PER_MINUTE.name(), Integer.toString(MESSAGES_PER_MINUTE),
                        Setting.GEMINI_API_KEY.name(), "key-of-this-test",
                        Setting.GEMINI_BASE_URL.name(),
                                new StubGemini(vertx).base().toString(),
                        Setting.AGENT_URL.name(), taskAgent.base().toString(),
                        Setting.AGENT_SERVICE_TOKEN.name(), AGENT_TOKEN,
                        Setting.ANONYMOUS_SIGN_IN.name(), "true",
                        Setting.ANONYMOUS_AI.name(), "true"),
                null));
        line = new DatabaseLine(vertx, database);
        node = Node.start(config, line.database());
        rows = new Rows(database);
        address = URI.create("http://127.0.0.1:" + port);
        api = new ApiClient(address);
        tokens = new Tokens(config.keysDir());
    }

    private Path tools() {
        try {
            return Files.writeString(dataDir.resolve("tools.json"), "{\"own\": {\"send_message\": \"ask\"}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the people move in. */
    void settle() {
        alice = newPerson("alice");
        bob = newPerson("bob");
        carol = newPerson("carol");
        dave = newPerson("dave");
        operator = register(
                new JsonObject().put("email", OPERATOR).put("operatorCode", operatorCode()), "seven quiet operators");
        session = newSession(alice, bob, dave);
        message = send(alice, session, "Which lighthouse shall we see first?");
        task = newTask(alice, session);
        api.get(Request.of("DELETE", "/chat/session/{sessionId}/members/{userId}")
                .at("sessionId", session)
                .at("userId", dave.id())
                .as(alice));
    }

    Vertx vertx() {
        return vertx;
    }

    URI address() {
        return address;
    }

    /** Where the node shows its metrics. */
    URI metrics() {
        return metrics;
    }

    /** Where the node sends its spans. */
    StubCollector collector() {
        return collector;
    }

    /** The header {@code traceparent} of each call of the agent so far. */
    List<String> agentsTraces() {
        return taskAgent.traces();
    }

    /** The node's database, without the line between. */
    DatabaseConfig database() {
        return database;
    }

    ApiClient api() {
        return api;
    }

    ApiDocument document() {
        return document;
    }

    Rows rows() {
        return rows;
    }

    DatabaseLine line() {
        return line;
    }

    Tokens tokens() {
        return tokens;
    }

    Person alice() {
        return alice;
    }

    Person bob() {
        return bob;
    }

    Person carol() {
        return carol;
    }

    Person dave() {
        return dave;
    }

    Person operator() {
        return operator;
    }

    String operatorCode() {
        return config.gateway().secrets().operatorCode();
    }

    /** The id of the session of Alice and Bob. */
    String session() {
        return session;
    }

    /** Its first message. */
    JsonObject message() {
        return message;
    }

    /** The id of the task in it. */
    String task() {
        return task;
    }

    /** The id of a finished export of Dave's; made at first use. */
    synchronized String export() {
        if (export.isEmpty()) {
            export = api.get(Request.post("/auth/me/export").as(dave)).getString("id");
            awaitExport(dave, export);
        }
        return export;
    }

    /** A registered agent that asks for its tasks, with its secret; made at first use. */
    synchronized JsonObject agent() {
        if (agent.isEmpty()) {
            agent = newAgent();
        }
        return agent;
    }

    /** Another one. */
    JsonObject newAgent() {
        return api.get(GoodAgentCalls.create(this).with(GoodAgentCalls.agent("pull")));
    }

    /** Another one, which does this and nothing else. */
    JsonObject newAgent(JsonObject skill) {
        JsonObject agent = GoodAgentCalls.agent("pull").put("skills", new JsonArray().add(skill));
        return api.get(GoodAgentCalls.create(this).with(agent));
    }

    /** The id of a webhook that is told nothing; made at first use. */
    synchronized String webhook() {
        if (webhook.isEmpty()) {
            webhook = newWebhook();
        }
        return webhook;
    }

    /** The id of another one. */
    String newWebhook() {
        return newWebhook(new JsonObject().put("enabled", false));
    }

    private String newWebhook(JsonObject more) {
        JsonObject settings =
                new JsonObject().put("url", "http://127.0.0.1:9/hook").mergeIn(more);
        return api.get(GoodWebhookCalls.create(this).with(settings)).getString("id");
    }

    /** The id of a webhook with two deliveries; made at first use. */
    synchronized String told() {
        if (told.isEmpty()) {
            String of = newSession(alice);
            told = newWebhook(new JsonObject().put("sessions", new JsonArray().add(of)));
            for (int i = 0; i < 2; i++) {
                api.get(GoodAgentCalls.task("cancel", newTask(alice, of)).as(alice));
            }
            Eventually.until(
                    "two deliveries",
                    () -> api.get(GoodWebhookCalls.deliveries(this, told))
                                    .getJsonArray("items")
                                    .size()
                            == 2);
        }
        return told;
    }

    /** A new task of a registered agent; its id. */
    String startTask(JsonObject of) {
        Request request = Request.post("/chat/agent-task")
                .with(new JsonObject()
                        .put("sessionId", newSession(alice))
                        .put("taskType", "word_count")
                        .put("agent", of.getString("handle")));
        return api.get(request.as(alice)).getString("taskId");
    }

    /** Waits until somebody's export is done. */
    void awaitExport(Person person, String id) {
        Request state =
                Request.get("/auth/me/export/{exportId}").at("exportId", id).as(person);
        Eventually.until("the export", () -> api.get(state).getString("status").equals("done"));
    }

    Person newPerson(String name) {
        return register(
                new JsonObject().put("email", newEmail(name)).put("displayName", name), "seven quiet lighthouses");
    }

    /** Somebody without an account, as supabase-js signs them in. */
    Person newAnonymous() {
        String key = ApiKeys.make(ApiKeys.Role.ANON, config.gateway().secrets().anonKeySecret());
        JsonObject login = api.get(Request.post("/auth/v1/signup")
                .header("apikey", key)
                .bearing(key)
                .with(new JsonObject()));
        return new Person(
                login.getJsonObject("user").getString("id"),
                "",
                "",
                login.getString("access_token"),
                login.getString("refresh_token"));
    }

    String newEmail(String name) {
        return name + "-" + UUID.randomUUID() + "@example.org";
    }

    private Person register(JsonObject account, String password) {
        return Person.of(api.get(Request.post("/auth/register").with(account.put("password", password))), password);
    }

    /** A new group; its id. */
    String newSession(Person owner, Person... members) {
        JsonArray ids = new JsonArray();
        Stream.of(members).map(Person::id).forEach(ids::add);
        Request request = Request.post("/chat/session")
                .with(new JsonObject().put("title", "Lighthouses").put("members", ids));
        return api.get(request.as(owner)).getString("id");
    }

    /** Sends a message and returns it as it was stored. */
    JsonObject send(Person from, String sessionId, String content) {
        Request request = Request.post("/chat/message")
                .with(new JsonObject().put("sessionId", sessionId).put("content", content));
        return api.get(request.as(from)).getJsonObject("message");
    }

    /** A new task; its id. */
    String newTask(Person owner, String sessionId) {
        Request request = Request.post("/chat/agent-task")
                .with(new JsonObject().put("sessionId", sessionId).put("taskType", "word_count"));
        JsonObject started = api.get(request.as(owner));
        awaitTaken(owner, started);
        return started.getString("taskId");
    }

    /** Waits until the agent has the task and the chat says so, so that nothing more happens by itself. */
    void awaitTaken(Person owner, JsonObject started) {
        Eventually.until(
                "the agent to take the task",
                () -> taskOf(owner, started.getString("taskId"))
                        .getString("status")
                        .equals("working"));
        awaitMessage(owner, started.getString("sessionId"), "system");
    }

    /** Waits for a message of that type. */
    void awaitMessage(Person reader, String sessionId, String type) {
        Request history = Request.get("/chat/history/{sessionId}").at("sessionId", sessionId);
        Eventually.until(
                "a message of type " + type,
                () -> api.get(history.as(reader)).getJsonArray("items").stream()
                        .anyMatch(item ->
                                ((JsonObject) item).getString("messageType").equals(type)));
    }

    /** The ids of somebody's logins, newest first. */
    List<String> loginsOf(Person person) {
        return api.get(Request.get("/auth/logins").as(person)).getJsonArray("items").stream()
                .map(login -> ((JsonObject) login).getString("id"))
                .toList();
    }

    JsonObject taskOf(Person reader, String taskId) {
        return api.get(Request.get("/chat/agent-status").query("taskId", taskId).as(reader));
    }

    Bridge bridge() {
        return new Bridge(vertx, address);
    }

    Bridge sockJsBridge() {
        return new Bridge(vertx, address, true);
    }

    @Override
    public void close() {
        api.close();
        node.close();
        rows.close();
        vertx.close().await();
        try (Stream<Path> files = Files.walk(dataDir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("cogo-api-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
