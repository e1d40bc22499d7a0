package dev.cogo.ai.testing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** What a stub of a model's service answers. */
public interface ModelReply {
    void to(HttpServerResponse response, JsonObject request);

    /** A whole response of this kind. */
    static ModelReply raw(int status, String contentType, String body) {
        return (response, request) -> response.setStatusCode(status)
                .putHeader("content-type", contentType)
                .end(body);
    }

    /** Events as they stand, and then the end. */
    static ModelReply events(String... data) {
        return bytes(response -> {
            for (String event : data) {
                response.write(sse(event));
            }
            response.end();
        });
    }

    /** A stream of events that is written by hand. */
    static ModelReply bytes(Consumer<HttpServerResponse> writer) {
        return (response, request) -> {
            response.setChunked(true).putHeader("content-type", "text/event-stream");
            writer.accept(response);
        };
    }

    /** An event as it goes over the wire. */
    static Buffer sse(String data) {
        return Buffer.buffer("data: " + data + "\r\n\r\n");
    }

    /** A page of a proxy or of a hotel's network. */
    static ModelReply html() {
        return raw(200, "text/html", "<html>Please log in</html>");
    }

    /** Come back later. */
    static ModelReply retryAfter(int status, String value) {
        return (response, request) ->
                response.setStatusCode(status).putHeader("retry-after", value).end("busy");
    }

    /** Nothing at all, for ever. */
    static ModelReply silence() {
        return (response, request) -> {};
    }

    /** The answer comes when the gate opens. */
    default ModelReply after(Future<Void> gate) {
        return (response, request) -> gate.onComplete(opened -> to(response, request));
    }
}
