package dev.cogo.agentbridge.http;

import dev.cogo.runtime.network.EgressFilter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls of agents: an answer is read up to a limit, and in a limited time; redirects are not followed. Thread-safe. */
public final class AgentHttp {
    private final EgressFilter egress;
    private final Duration timeout;
    private final HttpClient http;

    /** An answer as it came. */
    public record Answer(
            int status,
            @Nullable String retryAfter,
            @Nullable String etag,
            Buffer body) {}

    /** There was more of an answer than is read. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("the answer is too long", null, false, false);
        }
    }

    /**
     * @param egress where those may be that the settings do not name
     * @param timeout the longest time for one call, from connecting to the last byte of its answer
     * @param maxConcurrent so many calls at once
     */
    public AgentHttp(Vertx vertx, EgressFilter egress, Duration timeout, int maxConcurrent) {
        this.egress = egress;
        this.timeout = timeout;
        this.http = vertx.createHttpClient(
                // No connection is kept: a task is rare, and one that the agent has just closed would cost an attempt.
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                        .setKeepAlive(false),
                // As many connections as calls: a slow agent must not keep the calls of others waiting in the pool.
                new PoolOptions().setHttp1MaxSize(maxConcurrent));
    }

    /**
     * Makes a call.
     *
     * @param trusted whether the settings name where it goes
     * @param maxBytes of the answer; fails with {@link TooLongException} beyond
     */
    public Future<Answer> call(RequestOptions options, Buffer body, boolean trusted, int maxBytes) {
        return (trusted ? Future.succeededFuture(options) : egress.bind(options))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .compose(http::request)
                .compose(request -> request.send(body)
                        .compose(response -> read(response, maxBytes))
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(e -> request.reset()));
    }

    /** Ends all calls. Waits. */
    public void close() {
        http.close().await();
    }

    /** A URL below another. */
    public static String path(URI base, String path) {
        String text = base.toString();
        return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path;
    }

    private static Future<Answer> read(HttpClientResponse response, int maxBytes) {
        Promise<Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > maxBytes) {
                answer.tryFail(new TooLongException());
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(v -> answer.tryComplete(new Answer(
                response.statusCode(),
                response.getHeader(HttpHeaders.RETRY_AFTER),
                response.getHeader(HttpHeaders.ETAG),
                body)));
        return answer.future();
    }
}
