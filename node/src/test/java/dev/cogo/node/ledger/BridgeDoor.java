package dev.cogo.node.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The event-bus bridge over a plain WebSocket. */
final class BridgeDoor implements Door {
    private static final long TIMEOUT_SECONDS = HttpDoor.TIMEOUT.toSeconds();
    private static final long CONNECT_SECONDS = 5;
    private static final int MAX_BYTES = 4 << 20;
    private static final int KERNEL_BYTES = 64 << 10;
    private static final JsonObject END = new JsonObject().put("type", "end of the connection");

    private final Vertx vertx;
    private final NodeProcess node;
    private final Person person;
    private final WebSocketClient client;
    private final WebSocket socket;
    private final long pings;
    private final Map<String, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonObject> others = new LinkedBlockingQueue<>();
    private volatile boolean ended;

    private BridgeDoor(Vertx vertx, NodeProcess node, Person person, WebSocketClient client, WebSocket socket) {
        this.vertx = vertx;
        this.node = node;
        this.person = person;
        this.client = client;
        this.socket = socket;
        this.pings = vertx.setPeriodic(25_000, id -> socket.writeTextMessage("{\"type\":\"ping\"}"));
        socket.textMessageHandler(this::receive);
        socket.closeHandler(closed -> end());
        socket.resume();
    }

    static BridgeDoor open(Vertx vertx, NodeProcess node, Person person) throws IOException {
        URI address = node.address();
        WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
                // A page of the timeline is larger than this client takes by default; a browser takes any.
                .setMaxFrameSize(MAX_BYTES)
                .setMaxMessageSize(MAX_BYTES)
                // Else the kernel may take tens of megabytes for a client that does not read.
                .setReceiveBufferSize(KERNEL_BYTES));
        var connecting = client.connect(new WebSocketConnectOptions()
                        .setHost(address.getHost())
                        .setPort(address.getPort())
                        .setURI("/eventbus/websocket"))
                .onSuccess(WebSocket::pause); // until somebody reads it
        try {
            WebSocket socket =
                    connecting.toCompletionStage().toCompletableFuture().get(CONNECT_SECONDS, TimeUnit.SECONDS);
            return new BridgeDoor(vertx, node, person, client, socket);
        } catch (ExecutionException | TimeoutException e) {
            client.close();
            throw new IOException("no bridge at " + node, e);
        } catch (InterruptedException e) {
            client.close();
            throw interrupted();
        }
    }

    @Override
    public NodeProcess node() {
        return node;
    }

    @Override
    public JsonObject call(Work work) throws IOException, RefusedException {
        return call(work.address(), work.frame());
    }

    JsonObject call(String address, JsonObject body) throws IOException, RefusedException {
        String reply = UUID.randomUUID().toString();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        calls.put(reply, answer);
        write(new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", reply)
                .put("body", body));
        JsonObject frame = await(answer, address);
        calls.remove(reply);
        if (frame.getString("type").equals("err")) {
            throw new RefusedException(frame.getString("code"), frame.getString("message"));
        }
        return frame.getJsonObject("body");
    }

    /** Asks to hear what happens on a channel; the answer is among the frames. */
    void register(String channel) {
        write(new JsonObject().put("type", "register").put("address", channel));
    }

    /** Asks to hear what follows a seq on a channel; the answer is among the frames. */
    void register(String channel, long since) {
        write(new JsonObject().put("type", "register").put("address", channel), new JsonObject().put("since", since));
    }

    /** Reads no more from the connection. */
    void pause() {
        socket.pause();
    }

    /** Reads on. */
    void resume() {
        socket.resume();
    }

    /** The next frame that is no answer to a call; waits for it. */
    JsonObject next() throws IOException {
        try {
            JsonObject frame = others.take();
            if (frame == END) {
                throw new IOException("the connection to " + node + " has ended");
            }
            return frame;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** What has come and was not taken. */
    List<JsonObject> waiting() {
        return List.copyOf(others);
    }

    private void write(JsonObject frame) {
        write(frame, new JsonObject());
    }

    private void write(JsonObject frame, JsonObject headers) {
        frame.put("headers", headers.put("authorization", "Bearer " + person.token()));
        socket.writeTextMessage(frame.encode());
        if (ended) {
            end();
        }
    }

    private JsonObject await(CompletableFuture<JsonObject> answer, String address) throws IOException {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the connection to " + node + " has ended", e);
        } catch (TimeoutException e) {
            throw new IOException("no answer of " + node + " from " + address, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void receive(String text) {
        JsonObject frame = new JsonObject(text);
        CompletableFuture<JsonObject> call = calls.get(frame.getString("address", ""));
        if (call != null) {
            call.complete(frame);
        } else {
            others.add(frame);
        }
    }

    private void end() {
        ended = true;
        others.add(END);
        IOException end = new IOException("closed");
        calls.values().forEach(call -> call.completeExceptionally(end));
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException();
    }

    @Override
    public void close() {
        vertx.cancelTimer(pings);
        end();
        socket.close();
        client.close();
    }
}
