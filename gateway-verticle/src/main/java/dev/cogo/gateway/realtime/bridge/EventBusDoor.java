package dev.cogo.gateway.realtime.bridge;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TicketVerifier;
import dev.cogo.gateway.contract.CallBodies;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.realtime.hub.SockJsSessionLock;
import dev.cogo.gateway.realtime.transport.FramedFormat;
import dev.cogo.gateway.realtime.transport.Framing;
import dev.cogo.gateway.realtime.transport.WebSocketConnection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.ProtocolUpgradeHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for clients of the Vert.x event-bus bridge: {@code /eventbus/websocket} for its frames as the text messages of a
 * plain WebSocket, the rest of {@code /eventbus/*} for SockJS. One for each verticle instance, like its hub.
 *
 * <p>Both WebSockets are our own (Vert.x's SockJS encodes each event anew for each client, which costs a third more, and
 * keeps 22 kB for an idle one); SockJS's transports over plain HTTP are Vert.x's. A session of theirs lives in one node's
 * memory, so a load balancer has to send all its requests there: they share the second part of the path after
 * {@code /eventbus}.
 */
public final class EventBusDoor {
    private static final Logger LOG = LoggerFactory.getLogger(EventBusDoor.class);
    private static final String SOCKJS_INTERNALS = "io.vertx.ext.web.handler.sockjs.impl.";
    // sockjs-protocol 0.3.3: a server's and a session's name, neither with a dot.
    private static final String SESSION = "\\/[^\\/\\.]+\\/(?<" + SockJsSessionLock.SESSION + ">[^\\/\\.]+)\\/";

    private final Vertx vertx;
    private final ClientHub hub;
    private final Set<String> corsOrigins;
    private final TicketVerifier tickets;
    private final BridgeCalls calls;
    private final BridgeFormat format = new BridgeFormat();
    private final FramedFormat plain = new FramedFormat(format, Framing.PLAIN);
    private final FramedFormat sockJs = new FramedFormat(format, Framing.SOCKJS);

    /**
     * The door.
     *
     * @param corsOrigins whose pages may connect, beside those that this server serves; {@code *} for all
     * @param bodies what clients may send
     */
    public EventBusDoor(
            Vertx vertx, ClientHub hub, Set<String> corsOrigins, TicketVerifier tickets, CallBodies bodies) {
        this.vertx = vertx;
        this.hub = hub;
        this.corsOrigins = corsOrigins;
        this.tickets = tickets;
        this.calls = new BridgeCalls(vertx, bodies);
    }

    /** The door's routes, to be mounted at {@code /eventbus/*}. Call it on the hub's event loop. */
    public Router router() {
        vertx.getOrCreateContext().exceptionHandler(EventBusDoor::unhandled);
        Router router = Router.router(vertx);
        router.route().handler(new EventBusGate(corsOrigins)).handler(new TicketGate(tickets));
        router.get("/websocket").handler((ProtocolUpgradeHandler) request -> upgrade(request, plain));
        router.getWithRegex(SESSION + "websocket")
                .handler((ProtocolUpgradeHandler) request -> upgrade(request, sockJs));
        router.postWithRegex(SESSION + "(?:xhr|jsonp)_send")
                .handler(BodyHandler.create(false).setBodyLimit(hub.limits().maxMessageBytes()));
        router.routeWithRegex(SESSION + ".+").handler(hub.sockJsSessionLock());
        router.route("/*").subRouter(SockJSHandler.create(vertx, options()).socketHandler(this::opened));
        return router;
    }

    private SockJSHandlerOptions options() {
        return new SockJSHandlerOptions()
                .setHeartbeatInterval(heartbeat().toMillis())
                // Sticky routing goes by the session's name in the path.
                .setInsertJSESSIONID(false);
    }

    private Duration heartbeat() {
        return hub.limits().times().heartbeat();
    }

    private static void unhandled(Throwable failure) {
        boolean sockJs = failure instanceof NullPointerException
                && Arrays.stream(failure.getStackTrace())
                        .anyMatch(call -> call.getClassName().startsWith(SOCKJS_INTERNALS));
        if (sockJs) {
            // A null among the strings of a SockJS frame, which SockJS does not expect. A stack trace for each would
            // let anybody fill the log.
            LOG.debug("a SockJS frame was not understood");
        } else {
            LOG.error("unhandled on a gateway's event loop", failure);
        }
    }

    private void upgrade(RoutingContext request, FramedFormat wire) {
        if (!request.request().canUpgradeToWebSocket()) {
            // SockJS has an answer to that.
            request.next();
            return;
        }
        Optional<Identity> bearer = TicketGate.bearerOf(request);
        hub.upgrade(request.request())
                .onSuccess(
                        socket -> opened(request.request(), new WebSocketConnection(socket, wire, heartbeat()), bearer))
                .onFailure(failure -> {
                    if (!request.response().headWritten()) {
                        request.fail(failure);
                    }
                });
    }

    private void opened(HttpServerRequest request, WebSocketConnection connection, Optional<Identity> bearer) {
        ClientSocket client = hub.open(request, connection);
        bearer.ifPresent(client::loggedIn);
        BridgeSession session = new BridgeSession(client, connection, format, calls);
        connection.receive(session::received, () -> client.close(CloseCode.BAD_FRAME));
    }

    private void opened(SockJSSocket socket) {
        SockJsConnection connection = new SockJsConnection(socket);
        ClientSocket client = hub.open(socket.routingContext().request(), connection, format);
        TicketGate.bearerOf(socket.routingContext()).ifPresent(client::loggedIn);
        BridgeSession session = new BridgeSession(client, connection, format, calls);
        socket.handler(session::received).exceptionHandler(broken -> client.close(CloseCode.BAD_FRAME));
    }
}
