package dev.cogo.gateway.http;

import dev.cogo.gateway.http.filter.HeadRequests;
import dev.cogo.gateway.http.operation.Outgoing;
import dev.cogo.gateway.http.operation.Reply;
import dev.cogo.gateway.http.operation.SlowReaders;
import dev.cogo.gateway.http.operation.StreamedBody;
import dev.cogo.gateway.limits.UnreadAnswers;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Writes the answers of operations, no faster than their clients take them. For one event loop. */
final class AnswerWriter {
    private final SlowReaders readers;

    AnswerWriter(SlowReaders readers) {
        this.readers = readers;
    }

    /**
     * Writes an answer.
     *
     * @param read counts a long one
     * @return completes when the client's TCP connection has taken it, or is gone: then it has no use for another answer
     */
    Future<Void> write(RoutingContext context, Reply reply, UnreadAnswers.@Nullable Read read) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            // Nobody listens any more; what was asked for is done.
            return Future.succeededFuture();
        }
        AnswerForm form = AnswerForm.of(context);
        response.setStatusCode(form == null ? reply.status() : 200)
                .putHeader(HttpHeaders.CACHE_CONTROL, reply.cacheControl());
        if (reply.body() == null) {
            return response.end().otherwiseEmpty();
        }
        if (reply.body() instanceof StreamedBody body) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, body.contentType());
            return HeadRequests.is(context)
                    ? response.end().otherwiseEmpty()
                    : body.writeTo(new Outgoing(context.request(), readers, read));
        }
        Buffer answer = reply.body() instanceof JsonObject object ? object.toBuffer() : Json.buffer(reply.body());
        Buffer buffer = form == null ? answer : form.around(answer);
        if (read != null) {
            read.hold(buffer.length());
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        return readers.watch(context.request(), response.end(buffer)).otherwiseEmpty();
    }
}
