package dev.cogo.gateway.realtime;

import dev.cogo.gateway.auth.TicketVerifier;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import io.vertx.ext.web.handler.sockjs.Transport;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for clients of the Vert.x event-bus bridge: {@code /eventbus/*} for SockJS, {@code /eventbus/websocket} for the same
 * frames as the text messages of a plain WebSocket. One for each verticle instance, like its hub.
 */
public final class EventBusDoor {
    private static final Logger LOG = LoggerFactory.getLogger(EventBusDoor.class);
    private static final String SOCKJS_INTERNALS = "io.vertx.ext.web.handler.sockjs.impl.";

    private final Vertx vertx;
    private final ClientHub hub;
    private final Set<String> corsOrigins;
    private final TicketVerifier tickets;
    private final BridgeFormat format = new BridgeFormat();

    /** @param corsOrigins whose pages may connect, beside those that this server serves; {@code *} for all */
    public EventBusDoor(Vertx vertx, ClientHub hub, Set<String> corsOrigins, TicketVerifier tickets) {
        this.vertx = vertx;
        this.hub = hub;
        this.corsOrigins = corsOrigins;
        this.tickets = tickets;
    }

    /** The door's routes, to be mounted at {@code /eventbus/*}. Call it on the hub's event loop. */
    public Router router() {
        vertx.getOrCreateContext().exceptionHandler(EventBusDoor::unhandled);
        Router router = Router.router(vertx);
        router.route().handler(new EventBusGate(corsOrigins)).handler(new TicketGate(tickets));
        router.route("/*").subRouter(SockJSHandler.create(vertx, options()).socketHandler(this::opened));
        return router;
    }

    private SockJSHandlerOptions options() {
        SockJSHandlerOptions options = new SockJSHandlerOptions()
                .setHeartbeatInterval(hub.limits().times().heartbeat().toMillis())
                // Only the HTTP transports need the cookie, for sticky routing.
                .setInsertJSESSIONID(false);
        // Their sessions live in one node's memory, so each request of a session would have to come to the same node.
        for (Transport http : Set.of(Transport.EVENT_SOURCE, Transport.HTML_FILE, Transport.JSON_P, Transport.XHR)) {
            options.addDisabledTransport(http.toString());
        }
        return options;
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

    private void opened(SockJSSocket socket) {
        ClientSocket client = hub.open(new SockJsConnection(vertx, socket), format);
        TicketGate.bearerOf(socket.routingContext()).ifPresent(client::loggedIn);
        BridgeSession session = new BridgeSession(client, socket, format);
        socket.handler(session::received).exceptionHandler(broken -> client.close(CloseCode.BAD_FRAME));
    }
}
