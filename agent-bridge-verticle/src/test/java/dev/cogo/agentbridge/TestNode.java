package dev.cogo.agentbridge;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.network.AddressRanges;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node: a bus of its own, the chat, a door for agents' reports, and the bridge. */
final class TestNode implements AutoCloseable {
    static final String TOKEN = "a-token-for-agents";
    static final String SECRETS_KEY = "a-key-for-the-secrets-of-agents";

    /** The times of a test, short enough to see all of them pass. */
    record Times(Duration attempt, int maxAttempts, Duration silence, Duration pullLease, Duration lease) {
        static final Times USUAL = new Times(Duration.ofSeconds(5), 3, Duration.ofSeconds(60), Duration.ofMillis(900));

        Times(Duration attempt, int maxAttempts, Duration silence, Duration lease) {
            this(attempt, maxAttempts, silence, Duration.ofSeconds(60), lease);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus;
    private final Set<String> listened = ConcurrentHashMap.newKeySet();
    /** On all channels: a task may have ended before whoever started it knows its name. */
    private final List<EventEnvelope> heard = new CopyOnWriteArrayList<>();

    private final HttpServer door;

    TestNode(String name, URI agent, TestChat chat, DatabaseConfig database) {
        this(name, agent, chat, database, Times.USUAL, false);
    }

    /** @param brittle dies without a word when it is closed, like a process that is killed */
    TestNode(String name, URI agent, TestChat chat, DatabaseConfig database, Times times, boolean brittle) {
        this(new TestCluster(name).seenBy(name), agent, chat, database, times, brittle);
    }

    TestNode(ClusterView view, URI agent, TestChat chat, DatabaseConfig database, Times times, boolean brittle) {
        Bus.install(vertx);
        bus = new Bus(vertx, view);
        chat.serveOn(vertx, view);
        EventEnvelope.receive(vertx.eventBus(), EventEnvelope.Destination.HOME, view.self(), heard::add)
                .completion()
                .await();
        door = vertx.createHttpServer()
                .requestHandler(this::receiveReport)
                .listen(0, "127.0.0.1")
                .await();
        AgentBridgeConfig config = new AgentBridgeConfig(
                Map.of(AgentBridgeConfig.DEFAULT_AGENT, agent),
                TOKEN,
                url(),
                times.attempt(),
                times.maxAttempts(),
                Duration.ofMillis(20),
                times.silence(),
                times.pullLease(),
                times.lease(),
                32,
                SECRETS_KEY,
                AddressRanges.parse(List.of("loopback")));
        AgentBridgeVerticle verticle =
                brittle ? new Brittle(config, database, view) : new AgentBridgeVerticle(config, database, view);
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    Vertx vertx() {
        return vertx;
    }

    Bus bus() {
        return bus;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.actualPort());
    }

    /** Starts a task and listens to its channel. */
    Task start(UUID userId, UUID sessionId) {
        Task task = bus.<Task>request(
                        Address.TASK_START,
                        new StartTask(userId, sessionId, "word_count", Map.of("text", "one two"), null))
                .await();
        listen(task.taskId());
        return task;
    }

    /** Starts a task of a registered agent. */
    Task start(UUID userId, UUID sessionId, String agent) {
        Task task = bus.<Task>request(
                        Address.TASK_START,
                        new StartTask(userId, sessionId, "word_count", Map.of("text", "one two"), agent))
                .await();
        listen(task.taskId());
        return task;
    }

    void listen(UUID taskId) {
        listened.add(new Channel.OfTask(taskId).name());
    }

    Task read(Task task) {
        return bus.<Task>request(Address.TASK_READ, new ReadTask(task.userId(), task.taskId()))
                .await();
    }

    /** The names of the events so far. */
    List<String> eventNames() {
        return events().stream().map(event -> event.getString("event")).toList();
    }

    /** Those on the channels that are listened to, also from before. */
    List<JsonObject> events() {
        return heard.stream()
                .filter(event -> listened.contains(event.channel()))
                .map(event -> new JsonObject(event.body()))
                .toList();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private void receiveReport(HttpServerRequest request) {
        UUID taskId = UUID.fromString(request.path().split("/")[3]);
        request.body()
                .compose(body -> {
                    JsonObject json = new JsonObject(body);
                    JsonObject result = json.getJsonObject("result");
                    return bus.<Task>request(
                            Address.TASK_REPORT,
                            new TaskReport(
                                    taskId,
                                    json.getString("eventId"),
                                    ReportType.of(json.getString("type")),
                                    json.getInteger("progress"),
                                    json.getString("note"),
                                    result == null ? null : result.getMap(),
                                    json.getString("error")));
                })
                .onSuccess(task -> request.response().end())
                .onFailure(e -> request.response()
                        .setStatusCode(
                                e instanceof CogoException ours ? ours.code().httpStatus() : 500)
                        .end());
    }

    private static final class Brittle extends AgentBridgeVerticle {
        Brittle(AgentBridgeConfig config, DatabaseConfig database, ClusterView view) {
            super(config, database, view);
        }

        @Override
        public Future<?> stop() {
            return Future.succeededFuture();
        }
    }
}
