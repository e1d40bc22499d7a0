package dev.cogo.bench.rooms;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.dialect.BridgeDialect;
import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.http.JsonPosts;
import dev.cogo.bench.messages.Bridge;
import dev.cogo.bench.messages.Conversations;
import dev.cogo.bench.messages.Conversations.Conversation;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.Users;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A node, and groups of its accounts. Each sends with a token of its own, and listens on a WebSocket for each room. */
final class CogoRooms implements RoomServer {
    static final String NAME = "Cogo";

    // A login costs a password hash, and each account may have 100 connections to a node.
    private static final int MAX_ACCOUNTS = 200;
    private static final int CONNECTIONS = 64;

    private final NodeProcess node;
    private final JsonPosts posts;
    private final Map<UUID, String> tokens;
    private final Conversations rooms;

    private CogoRooms(NodeProcess node, JsonPosts posts, Map<UUID, String> tokens, Conversations rooms) {
        this.node = node;
        this.posts = posts;
        this.tokens = tokens;
        this.rooms = rooms;
    }

    /** Starts a node and makes its accounts and their rooms. */
    static CogoRooms start(Vertx vertx, RoomsPlan plan, BenchSchema schema, Path folder, List<String> runner) {
        NodeProcess node =
                NodeProcess.start(schema.config(), folder, NodeProcess.Heap.upTo(plan.nodeHeapMiB()), Map.of(), runner);
        try {
            int accounts = Math.max(plan.people(), Math.min(plan.rooms(), MAX_ACCOUNTS));
            Map<UUID, String> tokens = Users.register(node.url(), accounts);
            Conversations rooms =
                    Conversations.rooms(schema, plan.rooms(), plan.people(), List.copyOf(tokens.keySet()));
            return new CogoRooms(node, new JsonPosts(vertx, node.url(), CONNECTIONS), tokens, rooms);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public InetSocketAddress address() {
        return node.address();
    }

    @Override
    public Dialect dialect(int room, int person) {
        Conversation conversation = rooms.get(room);
        return new BridgeDialect(
                Bridge.channel(conversation.sessionId().toString()),
                token(conversation.members().get(person)));
    }

    @Override
    public Future<?> send(int room, int person, String text) {
        Conversation conversation = rooms.get(room);
        String authorization = "Bearer " + token(conversation.members().get(person));
        Send body = new Send(conversation.sessionId(), text, Ids.next().toString());
        return posts.post("/chat/message", "authorization", authorization, Json.buffer(body), 201);
    }

    private String token(UUID account) {
        return tokens.getOrDefault(account, "");
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(node.handle());
    }

    @Override
    public void close() {
        posts.close();
        node.close();
    }

    private record Send(UUID sessionId, String content, String clientMessageId) {}
}
