package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.cluster.Cluster;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.testing.Ports;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.bus.Role;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has the doors and one that has the chat, each in a JVM of its own. */
class SplitRolesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MESSAGES = 40;

    @Test
    void aGatewayWaitsForTheChatAndThenHearsItAndKeepsNoData(@TempDir Path directory) throws Exception {
        List<Map<Setting, String>> roles = List.of(
                Map.of(Setting.ROLES, "gateway", Setting.LOG_LEVEL, "debug"),
                Map.of(Setting.ROLES, "chat", Setting.LOG_LEVEL, "debug", Setting.LOG_FORMAT, "json"));
        try (TestSystem system = TestSystem.start(directory, roles, nodes -> {
            NodeProcess gateway = nodes.getFirst().launch();
            Eventually.until("it to wait", SOON, () -> gateway.hasSaid("waiting for a node with the chat role"));
            assertThat(gateway.isReady()).isFalse();
            nodes.getLast().launch();
        })) {
            Cluster observer = Cluster.join(
                    new ClusterConfig("127.0.0.1", Ports.free(), Ports.free(), system.seeds(), Optional.empty()),
                    "observer",
                    Set.of(Role.ARCHIVE),
                    Transport.NIO,
                    new VertxOptions());
            try {
                onlyTheChatNodeOwnsPartitions(observer.view().topology());
                int before = registrations(observer);
                List<Listener> listeners = hearEverything(system);
                assertThat(registrations(observer)).isEqualTo(before);

                aRequestIsFoundInTheLogsOfBoth(system);
                NodeProcess chat = system.node(1);
                whoWaitsForItHearsThatItDied(system, chat);
                Eventually.until(
                        "nobody to keep data",
                        SOON,
                        () -> system.node(0).hasSaid("no node with the chat role is left"));
                Eventually.until(
                        "the gateway to be unready", SOON, () -> !system.node(0).isReady());
                chat.launch().awaitReady();
                system.node(0).awaitReady();
                Eventually.until("all to be reached again", SOON, () -> registrations(observer) == before);
                listenersHear(system, listeners.getFirst());
                listeners.forEach(Listener::close);
            } finally {
                observer.leave();
            }
        }
    }

    private static void aRequestIsFoundInTheLogsOfBoth(TestSystem system) throws Exception {
        String id = "seen-" + UUID.randomUUID();
        String trace = UUID.randomUUID().toString().replace("-", "");
        HttpRequest request = HttpRequest.newBuilder(system.node(0).address().resolve("/chat/sessions"))
                .header("Authorization", "Bearer " + system.people().getFirst().token())
                .header("X-Request-Id", id)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .build();
        assertThat(system.http().send(request, BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        Eventually.until("the gateway's line", SOON, () -> system.node(0).hasSaid("request=" + id + " trace=" + trace));
        Eventually.until(
                "the chat node's line",
                SOON,
                () -> system.node(1).hasSaid("\"request\":\"" + id + "\",\"trace\":\"" + trace + "\""));
    }

    private static void onlyTheChatNodeOwnsPartitions(Topology topology) {
        assertThat(topology.nodes()).hasSize(3);
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

    /** Over the connection that it has had all the time. */
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
