package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.http.filter.HeadRequests;
import dev.cogo.gateway.realtime.stream.EventStreamDoor;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Answers {@code getEvents} with a stream when the client accepts one; the others get the page of the next handler. */
final class EventStreamHandler implements Handler<RoutingContext> {
    /** The operation of the document. */
    static final String OPERATION = "getEvents";

    private final RequestCheck check;
    private final EventStreamDoor door;

    EventStreamHandler(RequestCheck check, EventStreamDoor door) {
        this.check = check;
        this.door = door;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!RequestCheck.wantsEvents(context)) {
            context.next();
            return;
        }
        Identity who = Objects.requireNonNull(UserAuthentication.of(context), "the operation needs a user");
        Map<String, Object> parameters = check.parameters(context);
        Long after = (Long) parameters.get("after");
        Long since = (Long) parameters.getOrDefault("Last-Event-ID", after);
        OperationMetrics.leaveOut(context);
        door.open(context.request(), who, Ids.parse((String) parameters.get("sessionId"), "sessionId"), since)
                .onSuccess(begun -> {
                    RequestTurns.end(context);
                    if (HeadRequests.is(context) && !context.response().ended()) {
                        context.response().end();
                    }
                })
                .onFailure(context::fail);
    }

    /** The ticket of a client that wants a stream. */
    static Optional<String> ticketOf(RoutingContext context) {
        boolean takes = RequestCheck.wantsEvents(context)
                && OperationMetrics.operationOf(context)
                        .filter(operation -> operation.getOperationId().equals(OPERATION))
                        .isPresent();
        // Given twice, it is the request check's to refuse, and neither is used up.
        return takes && context.queryParam("ticket").size() == 1
                ? Optional.of(context.queryParam("ticket").getFirst())
                : Optional.empty();
    }
}
