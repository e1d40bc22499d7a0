package dev.cogo.gateway.a2a;

import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A stream of one task as server-sent events (HTML Standard, section 9.2). */
final class TaskStream extends TaskListener {
    private final HttpServerResponse response;
    private final StreamFormat format;
    private long unread;

    TaskStream(Context context, HttpServerRequest request, TaskFeed feed, StreamFormat format) {
        super(context, request, feed);
        this.response = request.response();
        this.format = format;
    }

    @Override
    Future<Void> tell(List<JsonObject> elements) {
        StringBuilder text = new StringBuilder();
        elements.forEach(element -> text.append(format.event(element)));
        Future<Void> taken = text.isEmpty() || response.ended() || response.closed()
                ? Future.succeededFuture()
                : send(text.toString());
        if (feed().ended()) {
            end();
        }
        // The next is not read before the client has taken this.
        return taken;
    }

    @Override
    void beat(ClientSocket socket) {
        if (response.headWritten() && !response.ended() && !socket.isClosed()) {
            // The client never says anything; that its connection takes something is the sign that it is there.
            send(StreamFormat.HEARTBEAT).onSuccess(taken -> socket.signOfLife());
        }
    }

    @Override
    void end() {
        if (response.headWritten() && !response.ended() && !response.closed()) {
            response.end().onComplete(ended -> over());
        }
    }

    @Override
    public long bytesInFlight() {
        return super.bytesInFlight() + unread;
    }

    private Future<Void> send(String text) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                    // nginx would wait for more before it hands on what there is.
                    .putHeader("X-Accel-Buffering", "no");
        }
        int bytes = ByteBufUtil.utf8Bytes(text);
        unread += bytes;
        return response.write(text).onComplete(taken -> unread -= bytes);
    }
}
