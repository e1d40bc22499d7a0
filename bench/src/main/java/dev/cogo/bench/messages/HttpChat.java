package dev.cogo.bench.messages;

import dev.cogo.bench.load.Operation;
import dev.cogo.bench.process.Users;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Users of a node who send over HTTP, on connections that stay open. */
final class HttpChat implements AutoCloseable {
    private final HttpClient client;
    private final URI url;
    private final Map<UUID, String> tokens;

    private HttpChat(Vertx vertx, URI url, int connections, Map<UUID, String> tokens) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions(),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
        this.url = url;
        this.tokens = tokens;
    }

    /** Registers the users. */
    static HttpChat open(Vertx vertx, URI url, int connections, int users) {
        return new HttpChat(vertx, url, connections, Users.register(url, users));
    }

    List<UUID> users() {
        return List.copyOf(tokens.keySet());
    }

    /** A request with so many messages, each with an id of the client's. */
    Operation send(Conversations conversations, int messages, String content) {
        return new Operation(messages, () -> {
            Conversations.Turn turn = conversations.next();
            List<Text> texts = IntStream.range(0, messages)
                    .mapToObj(i -> new Text(content, Ids.next().toString()))
                    .toList();
            Object body = messages == 1
                    ? new One(turn.sessionId(), content, texts.getFirst().clientMessageId())
                    : new Several(turn.sessionId(), texts);
            return post("/chat/message", tokens.get(turn.userId()), Json.buffer(body))
                    .compose(HttpClientResponse::end);
        });
    }

    private Future<HttpClientResponse> post(String path, String token, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(path)
                .putHeader("content-type", "application/json")
                .putHeader("authorization", "Bearer " + token);
        return client.request(options)
                .compose(request -> request.send(body)
                        .compose(response -> response.statusCode() == 201
                                ? Future.succeededFuture(response)
                                : response.body()
                                        .compose(text -> Future.failedFuture(
                                                path + " answered " + response.statusCode() + ": " + text))));
    }

    @Override
    public void close() {
        client.close().await();
    }

    private record Text(String content, String clientMessageId) {}

    private record One(UUID sessionId, String content, String clientMessageId) {}

    private record Several(UUID sessionId, List<Text> messages) {}
}
