package dev.cogo.ai.mcp;

import dev.cogo.ai.http.SseParser;
import dev.cogo.runtime.network.EgressFilter;
import dev.cogo.runtime.network.EgressRefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a server and the message that answers it, as JSON or in a stream of events; bounded in time and size, reset when it
 * is over or nobody wants it any more. The connection goes through the egress filter, and redirects are not followed.
 */
final class McpExchange {
    private static final String SESSION = "Mcp-Session-Id";

    private final Vertx vertx;
    private final HttpClient http;
    private final EgressFilter egress;
    private final Duration timeout;
    private final int maxBytes;

    /** @param session what the server wants to see in further requests; null for nothing */
    record Answer(
            int status,
            @Nullable JsonObject message,
            @Nullable String session) {}

    McpExchange(Vertx vertx, HttpClient http, EgressFilter egress, Duration timeout, int maxBytes) {
        this.vertx = vertx;
        this.http = http;
        this.egress = egress;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /**
     * Sends a message.
     *
     * @param id of the request; null for a notification, whose answer is only a status
     * @param unwanted ends it when it completes
     * @return fails with {@link McpFailure}
     */
    Future<Answer> post(
            URI url, Map<String, String> headers, JsonObject message, @Nullable Object id, Future<Void> unwanted) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json, text/event-stream")
                .putHeader("user-agent", "cogo-chat");
        headers.forEach(options::putHeader);
        Promise<Answer> answer = Promise.promise();
        unwanted.onComplete(over -> answer.tryFail(McpFailure.of("nobody wants it any more")));
        vertx.getOrCreateContext()
                .runOnContext(go -> egress.bind(options)
                        .compose(http::request)
                        .onSuccess(request -> send(request, message, id, answer))
                        .onFailure(answer::tryFail));
        return answer.future()
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(over -> answer.tryFail(McpFailure.of("it took too long")))
                .recover(failure -> Future.failedFuture(
                        switch (failure) {
                            case McpFailure ours -> ours;
                            case EgressRefusedException e ->
                                McpFailure.of("its URL leads where this server does not go");
                            case java.util.concurrent.TimeoutException e -> McpFailure.of("it took too long");
                            default -> McpFailure.of("there is no connection to it, or it broke");
                        }));
    }

    private void send(HttpClientRequest request, JsonObject message, @Nullable Object id, Promise<Answer> answer) {
        // Also what is over already.
        answer.future().onComplete(over -> request.reset());
        request.response().onComplete(response -> read(response, id, answer), answer::tryFail);
        request.send(message.toBuffer()).onFailure(answer::tryFail);
    }

    private void read(HttpClientResponse response, @Nullable Object id, Promise<Answer> answer) {
        int status = response.statusCode();
        String session = response.getHeader(SESSION);
        String type = Objects.requireNonNullElse(response.getHeader("content-type"), "");
        response.exceptionHandler(answer::tryFail);
        if (id == null) {
            answer.tryComplete(new Answer(status, null, session));
        } else if (status == 200 && type.startsWith("text/event-stream")) {
            SseParser parser = new SseParser(data -> {
                JsonObject message = decoded(data);
                // What comes beside the answer are the server's notifications and requests: nobody here takes them.
                if (message != null && answers(message, id)) {
                    answer.tryComplete(new Answer(status, message, session));
                }
            });
            collect(response, answer, parser::feed)
                    .endHandler(end -> answer.tryFail(McpFailure.of("its stream ended before the answer")));
        } else {
            Buffer body = Buffer.buffer();
            collect(response, answer, body::appendBuffer)
                    .endHandler(end -> answer.tryComplete(new Answer(
                            status, type.startsWith("application/json") ? decoded(body.toString()) : null, session)));
        }
    }

    private HttpClientResponse collect(
            HttpClientResponse response, Promise<Answer> answer, java.util.function.Consumer<Buffer> sink) {
        long[] bytes = {0};
        return response.handler(chunk -> {
            bytes[0] += chunk.length();
            if (bytes[0] > maxBytes) {
                answer.tryFail(McpFailure.of("its answer is too large"));
            } else if (!answer.future().isComplete()) {
                try {
                    sink.accept(chunk);
                } catch (RuntimeException e) {
                    answer.tryFail(McpFailure.of("its answer can't be read"));
                }
            }
        });
    }

    private static boolean answers(JsonObject message, Object id) {
        return Objects.equals(String.valueOf(message.getValue("id")), String.valueOf(id))
                && (message.containsKey("result") || message.containsKey("error"));
    }

    private static @Nullable JsonObject decoded(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            return null;
        }
    }
}
