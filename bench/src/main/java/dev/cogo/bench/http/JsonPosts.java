package dev.cogo.bench.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** POST requests with JSON to one server, on connections that stay open; each has one request under way. */
public final class JsonPosts implements AutoCloseable {
    private final HttpClient client;
    private final URI url;

    public JsonPosts(Vertx vertx, URI url, int connections) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions(),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(-1));
        this.url = url;
    }

    /** Completes with the answer's body; fails when its status is another one than expected. */
    public Future<Buffer> post(String path, String header, String value, Buffer body, int expected) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(path)
                .putHeader("content-type", "application/json")
                .putHeader(header, value);
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(response -> response.body()
                        .compose(text -> response.statusCode() == expected
                                ? Future.succeededFuture(text)
                                : Future.failedFuture(path + " answered " + response.statusCode() + ": " + text)));
    }

    @Override
    public void close() {
        client.close().await();
    }
}
