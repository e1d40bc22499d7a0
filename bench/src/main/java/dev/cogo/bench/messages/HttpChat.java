package dev.cogo.bench.messages;

import dev.cogo.bench.http.JsonPosts;
import dev.cogo.bench.load.Operation;
import dev.cogo.bench.process.Users;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Users of a node who send over HTTP, on connections that stay open. */
public final class HttpChat implements AutoCloseable {
    private final JsonPosts posts;
    private final Map<UUID, String> tokens;

    private HttpChat(JsonPosts posts, Map<UUID, String> tokens) {
        this.posts = posts;
        this.tokens = tokens;
    }

    /** Registers the users. */
    public static HttpChat open(Vertx vertx, URI url, int connections, int users) {
        return new HttpChat(new JsonPosts(vertx, url, connections), Users.register(url, users));
    }

    public List<UUID> users() {
        return List.copyOf(tokens.keySet());
    }

    /** A request with so many messages, each with an id of the client's. */
    public Operation send(Conversations conversations, int messages, String content) {
        return new Operation(messages, () -> {
            Conversations.Turn turn = conversations.next();
            List<Text> texts = IntStream.range(0, messages)
                    .mapToObj(i -> new Text(content, Ids.next().toString()))
                    .toList();
            Object body = messages == 1
                    ? new One(turn.sessionId(), content, texts.getFirst().clientMessageId())
                    : new Several(turn.sessionId(), texts);
            String authorization = "Bearer " + tokens.get(turn.userId());
            return posts.post("/chat/message", "authorization", authorization, Json.buffer(body), 201);
        });
    }

    @Override
    public void close() {
        posts.close();
    }

    private record Text(String content, String clientMessageId) {}

    private record One(UUID sessionId, String content, String clientMessageId) {}

    private record Several(UUID sessionId, List<Text> messages) {}
}
