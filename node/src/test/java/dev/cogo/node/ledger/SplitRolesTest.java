package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.cluster.Cluster;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.testing.Ports;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.bus.Role;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share the roles, each in a JVM of its own: the doors, the chat, and what works for it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SplitRolesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** What is promised of every stop. */
    private static final Duration PROMISED = Duration.ofSeconds(10);

    private static final int MESSAGES = 40;
    private static final String ALL = "gateway,chat,ai,agent-bridge,archive";

    private static final Hindrances HINDRANCES = new Hindrances();
    private static TestSystem system;
    private static NodeProcess gateway;
    private static NodeProcess chat;
    private static NodeProcess worker;

    @BeforeAll
    static void open(@TempDir Path directory) {
        List<Map<Setting, String>> roles = List.of(
                Map.of(Setting.ROLES, "gateway", Setting.LOG_LEVEL, "debug"),
                Map.of(Setting.ROLES, "chat", Setting.LOG_LEVEL, "debug", Setting.LOG_FORMAT, "json"),
                hindered(Map.of(Setting.ROLES, "ai,agent-bridge,archive", Setting.LOG_LEVEL, "debug")));
        system = TestSystem.start(directory, roles, nodes -> {
            NodeProcess first = nodes.getFirst().launch();
            nodes.getLast().launch();
            Eventually.until("it to wait", SOON, () -> first.hasSaid("waiting for a node with the chat role"));
            assertThat(first.isReady()).isFalse();
            nodes.get(1).launch();
        });
        gateway = system.node(0);
        chat = system.node(1);
        worker = system.node(2);
    }

    @AfterAll
    static void close() {
        HINDRANCES.close();
        if (system != null) {
            system.close();
        }
    }

    private static Map<Setting, String> hindered(Map<Setting, String> own) {
        Map<Setting, String> settings = new EnumMap<>(own);
        settings.putAll(HINDRANCES.settings());
        return settings;
    }

    @Test
    @Order(1)
    void aRequestIsFoundInTheLogsOfAll() throws Exception {
        String id = "seen-" + UUID.randomUUID();
        String trace = UUID.randomUUID().toString().replace("-", "");
        JsonObject task =
                new JsonObject().put("sessionId", system.sessions(1).getFirst()).put("taskType", "wait");
        HttpRequest request = HttpRequest.newBuilder(gateway.address().resolve("/chat/agent-task"))
                .header("Authorization", "Bearer " + system.people().getFirst().token())
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(task.encode()))
                .build();
        assertThat(system.http().send(request, BodyHandlers.discarding()).statusCode())
                .isEqualTo(202);
        for (NodeProcess node : List.of(gateway, worker)) {
            Eventually.until("a line of " + node, SOON, () -> node.hasSaid("request=" + id + " trace=" + trace));
        }
        Eventually.until(
                "a line of the chat",
                SOON,
                () -> chat.hasSaid("\"request\":\"" + id + "\",\"trace\":\"" + trace + "\""));
    }

    @Test
    @Order(2)
    void aGatewayHearsTheChatAndKeepsNoData() throws Exception {
        Cluster observer = Cluster.join(
                new ClusterConfig(
                        "127.0.0.1", Ports.free(), Ports.free(), system.seeds(), Optional.empty(), Optional.empty()),
                "observer",
                Set.of(Role.ARCHIVE),
                Transport.NIO,
                new VertxOptions(),
                UnaryOperator.identity());
        try {
            onlyTheChatNodeOwnsPartitions(observer.view().topology());
            int before = registrations(observer);
            List<Listener> listeners = hearEverything(system);
            assertThat(registrations(observer)).isEqualTo(before);

            whoWaitsForItHearsThatItDied(system, chat);
            Eventually.until("nobody to keep data", SOON, () -> gateway.hasSaid("no node with the chat role is left"));
            Eventually.until("the gateway to be unready", SOON, () -> !gateway.isReady());
            Eventually.until(
                    "all to be told that they hear nothing",
                    SOON,
                    () -> listeners.stream().allMatch(Listener::wasInterrupted));
            chat.launch().awaitReady();
            system.nodes().forEach(NodeProcess::awaitReady);
            Eventually.until("all to be reached again", SOON, () -> registrations(observer) == before);
            listenersHear(system, listeners.getFirst());
            listeners.forEach(Listener::close);
        } finally {
            observer.leave(StopBudget.of(StopBudget.WHOLE));
        }
    }

    /** The last: whatever roles a node has, alone or in a cluster, whatever its clients, agents, model and database do. */
    @Test
    @Order(3)
    void eachStopsInTime() throws Exception {
        NodeProcess alone = system.guest(hindered(Map.of(Setting.ROLES, ALL, Setting.CLUSTER, "false")));
        HINDRANCES.hinder(system, gateway);
        stopInTime(List.of(gateway, worker));

        HINDRANCES.hinder(system, alone);
        try (var away = system.database().freeze()) {
            stopInTime(List.of(chat, alone));
        }
    }

    private static void stopInTime(List<NodeProcess> nodes) {
        nodes.forEach(NodeProcess::askToStop);
        Eventually.until(
                () -> "the end of " + nodes + system.complaints(),
                PROMISED,
                () -> nodes.stream().noneMatch(NodeProcess::isAlive));
        // Each came to its last step; none was ended by something else.
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.hasSaid("Node: stopped") || node.hasSaid("\"message\":\"stopped\""))
                        .as(node.complaints())
                        .isTrue());
    }

    private static void onlyTheChatNodeOwnsPartitions(Topology topology) {
        assertThat(topology.nodes()).hasSize(4);
        assertThat(topology.with(Role.GATEWAY)).hasSize(1);
        assertThat(Set.copyOf(topology.owners()))
                .hasSize(1)
                .doesNotContainAnyElementsOf(topology.with(Role.GATEWAY))
                .doesNotContain("observer");
    }

    /** A list of sessions is for no channel's home. */
    private static void whoWaitsForItHearsThatItDied(TestSystem system, NodeProcess chat) throws Exception {
        HttpDoor door =
                new HttpDoor(system.http(), system.node(0), system.people().getFirst());
        chat.freeze();
        CompletableFuture<String> refusal = CompletableFuture.supplyAsync(() -> refusalOf(door, "/chat/sessions"));
        // What the gateway answers itself, after it has passed the other on.
        door.call("GET", "/auth/me", new JsonObject());
        assertThat(refusal).isNotDone();
        chat.kill();
        assertThat(refusal.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("unavailable");
    }

    private static String refusalOf(HttpDoor door, String path) {
        try {
            return door.call("GET", path, new JsonObject()).encode();
        } catch (Door.RefusedException e) {
            return e.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int registrations(Cluster observer) {
        return observer.hazelcast().getMultiMap("__vertx.subs").size();
    }

    private static List<Listener> hearEverything(TestSystem system) throws IOException, Door.RefusedException {
        List<String> sessions = system.sessions(20);
        List<Listener> listeners = new ArrayList<>();
        for (String session : sessions) {
            listeners.add(Listener.start(system, session, 0));
        }
        Eventually.until("all to listen", SOON, () -> listeners.stream().allMatch(Listener::isLive));
        Listener first = listeners.getFirst();
        send(system, first.sessionId(), MESSAGES);
        Listener.awaitEnds(listeners, system.stored(sessions));
        assertThat(first.faults()).isEmpty();
        assertThat(first.heard().stream().filter(Listener.Heard::live).map(Listener.Heard::seq))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MESSAGES).boxed().toList());
        return listeners;
    }

    /** It has come back, as often as it was refused. */
    private static void listenersHear(TestSystem system, Listener listener) {
        long before = listener.lastSeq();
        Eventually.until("an acknowledgement", SOON, () -> {
            try {
                send(system, listener.sessionId(), 1);
                return true;
            } catch (IOException | Door.RefusedException e) {
                return false;
            }
        });
        Eventually.until("it to be heard", SOON, () -> listener.lastSeq() > before);
        assertThat(listener.faults()).isEmpty();
    }

    private static void send(TestSystem system, String session, int count) throws IOException, Door.RefusedException {
        Person author = system.people().getFirst();
        try (Door door = new HttpDoor(system.http(), system.node(0), author)) {
            for (int i = 0; i < count; i++) {
                Work.Text text = new Work.Text("split-" + UUID.randomUUID(), "This is number " + i + ".");
                door.call(new Work.Send(session, List.of(text)));
            }
        }
    }
}
