package dev.cogo.gateway.http;

import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Runs an operation on a request that its check lets through, and writes the answer. */
final class OperationHandler implements Handler<RoutingContext> {
    private final RequestCheck check;
    private final Operation operation;
    private final boolean streams;
    private final TrustedProxies proxies;

    /** @param streams whether the operation also answers with an event stream */
    OperationHandler(RequestCheck check, Operation operation, boolean streams, TrustedProxies proxies) {
        this.check = check;
        this.operation = operation;
        this.streams = streams;
        this.proxies = proxies;
    }

    @Override
    public void handle(RoutingContext context) {
        boolean events = streams && RequestCheck.wantsEvents(context);
        if (!events) {
            RequestCheck.checkAccept(context);
        }
        Call call = new Call(
                UserAuthentication.of(context),
                proxies.client(context.request()),
                check.parameters(context),
                check.body(context),
                OperationMetrics.costOf(context),
                events ? ended(context) : null);
        operation.answer(call).compose(reply -> write(context, reply)).onFailure(context::fail);
    }

    private static Future<Void> ended(RoutingContext context) {
        Promise<Void> ended = Promise.promise();
        context.addEndHandler(over -> ended.tryComplete());
        return ended.future();
    }

    private static Future<Void> write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            // Nobody listens any more; what was asked for is done.
            return Future.succeededFuture();
        }
        response.setStatusCode(reply.status()).putHeader(HttpHeaders.CACHE_CONTROL, reply.cacheControl());
        if (reply.body() == null) {
            return response.end().otherwiseEmpty();
        }
        if (reply.body() instanceof StreamedBody body) {
            return body.writeTo(response.putHeader(HttpHeaders.CONTENT_TYPE, body.contentType()));
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        return response.end(reply.body() instanceof JsonObject object ? object.toBuffer() : Json.buffer(reply.body()))
                // A client that went away while the answer was written has no use for another one.
                .otherwiseEmpty();
    }
}
