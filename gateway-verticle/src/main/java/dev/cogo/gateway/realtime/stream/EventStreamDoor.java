package dev.cogo.gateway.realtime.stream;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The door for clients that only listen: one session's channel as server-sent events. One for each verticle instance. */
public final class EventStreamDoor {
    private static final Duration RETRY_MIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final ClientHub hub;
    private final Context context;
    private final EventStreamFormat format = new EventStreamFormat();

    /** To be made on the hub's event loop. */
    public EventStreamDoor(Vertx vertx, ClientHub hub) {
        this.vertx = vertx;
        this.hub = hub;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Answers a request with a session's events, until one side ends it.
     *
     * @param since the last seq that the client has; null for what happens from now on
     * @return completes when the stream has begun. Fails, with the response untouched, with {@code session_not_found} and what
     *     {@link ClientSocket#subscribe} fails with
     */
    public Future<Void> open(HttpServerRequest request, Identity who, UUID sessionId, @Nullable Long since) {
        Duration retry = RETRY_MIN.plusMillis(ThreadLocalRandom.current()
                .nextLong(hub.limits().times().reconnectSpread().toMillis()));
        EventStreamConnection stream = new EventStreamConnection(context, request, EventStreamFormat.retry(retry));
        ClientSocket client = hub.open(request, stream, format);
        client.loggedIn(who);
        beating(stream, client);
        return subscribe(client, stream, sessionId, since);
    }

    /**
     * Answers a request with what a door of its own makes of a session's events.
     *
     * @param codec of this one stream
     */
    public SessionStream open(HttpServerRequest request, Identity who, UUID sessionId, StreamCodec codec) {
        EventStreamConnection connection = new EventStreamConnection(context, request, "");
        CodecSink sink = new CodecSink(connection, codec);
        ClientSocket client = hub.open(request, connection, sink, sink);
        client.loggedIn(who);
        beating(connection, client);
        return new SessionStream(connection, sink, subscribe(client, connection, sessionId, null));
    }

    private void beating(EventStreamConnection stream, ClientSocket client) {
        long heartbeat = vertx.setPeriodic(hub.limits().times().heartbeat().toMillis(), tick -> beat(stream, client));
        stream.ended().onComplete(ended -> vertx.cancelTimer(heartbeat));
    }

    private static Future<Void> subscribe(
            ClientSocket client, EventStreamConnection stream, UUID sessionId, @Nullable Long since) {
        return client.subscribe(new Channel.OfSession(sessionId).name(), since).recover(failure -> {
            if (stream.hasBegun()) {
                // It was closed meanwhile, and the stream says why.
                return Future.succeededFuture();
            }
            stream.giveBack();
            return Future.failedFuture(asOfSession(failure));
        });
    }

    private static void beat(EventStreamConnection stream, ClientSocket client) {
        if (stream.hasBegun() && !client.isClosed()) {
            // The client never says anything; that its connection takes something is the sign that it is there.
            stream.write(EventStreamFormat.HEARTBEAT).onSuccess(taken -> client.signOfLife());
        }
    }

    private static Throwable asOfSession(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.CHANNEL_NOT_FOUND
                ? new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session")
                : failure;
    }
}
