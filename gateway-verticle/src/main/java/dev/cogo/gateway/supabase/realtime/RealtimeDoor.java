package dev.cogo.gateway.supabase.realtime;

import com.github.benmanes.caffeine.cache.Interner;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.limits.TokenBucket;
import dev.cogo.gateway.realtime.bridge.PageOrigins;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.realtime.transport.RawSocket;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.realtime.frame.Serializer;
import dev.cogo.gateway.supabase.realtime.positions.Positions;
import dev.cogo.gateway.supabase.realtime.topic.TopicNames;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.ProtocolUpgradeHandler;
import java.util.Optional;

/** The routes of {@code /realtime/v1}. For one event loop, the hub's. */
public final class RealtimeDoor {
    /** What a browser says when its page is left (RFC 6455, section 7.4.1); a client that connects again says something else. */
    private static final int GOING_AWAY = 1001;

    private static final int MAX_CLIENT_NAME = 64;
    /**
     * What pings of all clients here may cost: each is answered, and reading the answer costs about as much as an event. What is
     * refused waits for a later sweep.
     */
    private static final int PINGS_PER_SECOND = 200;

    private final Vertx vertx;
    private final Context context;
    private final ClientHub hub;
    private final ApiKeys keys;
    private final PageOrigins origins;
    private final TopicNames names;
    private final Positions positions;
    private final RestBroadcast broadcast;
    private final TokenBucket pings = new TokenBucket(PINGS_PER_SECOND, PINGS_PER_SECOND, System.nanoTime());
    private final UserSendBuffer backlog = new UserSendBuffer();
    private final Interner<ChannelFormat> formats = Interner.newWeakInterner();

    /**
     * To be made on the hub's event loop.
     *
     * @param origins whose pages may connect
     * @param names what the names of topics stand for
     * @param maxBodyBytes of a broadcast by HTTP
     */
    public RealtimeDoor(
            Vertx vertx,
            ClientHub hub,
            ApiKeys keys,
            TokenVerifier tokens,
            Positions positions,
            PageOrigins origins,
            TopicNames names,
            int maxBodyBytes) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.hub = hub;
        this.keys = keys;
        this.positions = positions;
        this.origins = origins;
        this.names = names;
        this.broadcast = new RestBroadcast(hub, keys, tokens, names, maxBodyBytes);
    }

    /** A router to mount at {@code /realtime/v1}. */
    public Router router() {
        Router router = Router.router(vertx);
        router.get("/websocket").handler((ProtocolUpgradeHandler) this::connect);
        broadcast.mount(router);
        return router;
    }

    private void connect(RoutingContext request) {
        String key = ApiKeys.of(request.request());
        Optional<Serializer> serializer = Serializer.of(request.request().getParam("vsn"));
        Optional<ApiKeys.Role> role =
                keys.roleOf(key == null ? request.request().getHeader("x-api-key") : key);
        if (role.isEmpty()) {
            refuse(request, 401, key == null ? "No API key found in request" : "Invalid API key");
        } else if (!origins.mayConnect(request.request())) {
            refuse(request, 403, "Pages of this origin may not connect");
        } else if (serializer.isEmpty()) {
            refuse(request, 400, "vsn must be 1.0.0 or 2.0.0");
        } else if (!request.request().canUpgradeToWebSocket()) {
            refuse(request, 426, "This is a WebSocket");
        } else {
            hub.upgrade(request.request())
                    .onSuccess(socket -> opened(request.request(), socket, new Replies(serializer.get()), role.get()))
                    .onFailure(failure -> {
                        if (!request.response().headWritten()) {
                            request.fail(failure);
                        }
                    });
        }
    }

    private void opened(HttpServerRequest request, RawSocket socket, Replies replies, ApiKeys.Role role) {
        AckTracker ackTracker = new AckTracker(positions, pings, socket, clientName(request));
        PhoenixConnection connection = new PhoenixConnection(socket, ackTracker, backlog);
        Notices notices = new Notices();
        ClientSocket client = hub.open(request, connection, connection, notices);
        Topics topics = new Topics(context, client, connection, ackTracker, positions, replies, names, formats);
        notices.about(topics);
        connection.onSweep(topics::sweep);
        ChannelSession session = new ChannelSession(
                client, connection, ackTracker, socket, replies, topics, keys, role, hub.guestOf(request));
        socket.receive(new RawSocket.Receiver() {
            @Override
            public void message(Buffer data) {
                session.received(data);
            }

            @Override
            public void broken() {
                client.close(CloseCode.BAD_FRAME);
            }

            @Override
            public void answered() {
                ackTracker.answered();
            }

            @Override
            public void leaving(int code) {
                if (code == GOING_AWAY) {
                    ackTracker.endAll();
                }
            }
        });
    }

    /** What the application gave as {@code realtime.params.cid}, so that its pages need not be guessed. */
    private static String clientName(HttpServerRequest request) {
        String name = request.getParam("cid");
        return name == null || name.length() > MAX_CLIENT_NAME || name.indexOf('\0') >= 0 ? "" : name;
    }

    private static void refuse(RoutingContext request, int status, String error) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(JsonTrees.object().put("error", error).toString());
    }
}
