package dev.cogo.node.ledger;

import dev.cogo.node.config.Setting;
import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What could keep a node from stopping: clients that do not read, a model that does not answer, an agent that hangs. */
final class Hindrances implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LITTLE = 4096;
    /** Together some megabytes more than the kernel takes for a client that does not read. */
    private static final int PAGES = 12;

    private final ServerSocket model = silent();
    private final ServerSocket agent = silent();
    private final List<Closeable> open = Collections.synchronizedList(new ArrayList<>(List.of(model, agent)));

    /** For nodes with the roles of the AI and of agents. */
    Map<Setting, String> settings() {
        return Map.of(
                Setting.GEMINI_API_KEY,
                "a-key",
                Setting.GEMINI_BASE_URL,
                "http://127.0.0.1:" + model.getLocalPort() + "/v1beta",
                Setting.AGENT_URL,
                "http://127.0.0.1:" + agent.getLocalPort());
    }

    /** Puts them all in a gateway's way; returns when each is there. */
    void hinder(TestSystem system, NodeProcess gateway) throws IOException, RefusedException {
        Person person = system.people().getFirst();
        HttpDoor door = new HttpDoor(system.http(), gateway, person);
        String session = door.call(
                        "POST",
                        "/chat/session",
                        new JsonObject().put("title", "In the way").put("ai", true))
                .getString("id");
        door.call(new Work.Send(
                session,
                Stream.generate(() -> new Work.Text("long-" + UUID.randomUUID(), "x".repeat(30_000)))
                        .limit(30)
                        .toList()));

        ask(gateway, person, "/chat/history/" + session + "?limit=200", "application/json", PAGES);
        ask(gateway, person, "/chat/session/" + session + "/events", "text/event-stream", 1);
        BridgeDoor asleep = BridgeDoor.open(system.vertx(), gateway, person);
        open.add(asleep::close);
        asleep.register("chat_session_" + session, 30);
        Eventually.until("it to listen", () -> !asleep.waiting().isEmpty());
        asleep.pause();

        JsonObject question = new JsonObject().put("sessionId", session).put("message", "Are you there?");
        CompletableFuture.runAsync(() -> ignore(door, "/chat/ai-response", question));
        open.add(model.accept());
        door.call(
                "POST",
                "/chat/agent-task",
                new JsonObject().put("sessionId", session).put("taskType", "wait"));
        open.add(agent.accept());
    }

    /** Sends requests, waits for the first answer's first words, and reads no more. */
    private void ask(NodeProcess node, Person person, String path, String accept, int times) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.setReceiveBufferSize(LITTLE);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(
                new InetSocketAddress(node.address().getHost(), node.address().getPort()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + person.token()
                + "\r\nAccept: " + accept + "\r\n\r\n";
        socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.US_ASCII));
        String status = new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        if (!status.equals("HTTP/1.1 200 OK")) {
            throw new AssertionError(status);
        }
    }

    private static void ignore(HttpDoor door, String path, JsonObject body) {
        try {
            door.call("POST", path, body);
        } catch (IOException | RefusedException e) {
            // its node stops
        }
    }

    /** One that takes connections and says nothing. */
    private static ServerSocket silent() {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            server.setSoTimeout(PATIENCE_MILLIS);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Closeable one : List.copyOf(open)) {
            try {
                one.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
