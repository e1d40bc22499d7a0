package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.Identity;
import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs an operation on a request that its check lets through, and writes the answer. */
final class OperationHandler implements Handler<RoutingContext> {
    private final RequestCheck check;
    private final Operation operation;
    private final boolean streams;
    private final TrustedProxies proxies;
    private final UserLimits limits;

    /** @param streams whether the operation also answers with an event stream */
    OperationHandler(
            RequestCheck check,
            Operation operation,
            boolean streams,
            TrustedProxies proxies,
            UserLimits limits) {
        this.check = check;
        this.operation = operation;
        this.streams = streams;
        this.proxies = proxies;
        this.limits = limits;
    }

    @Override
    public void handle(RoutingContext context) {
        boolean events = streams && RequestCheck.wantsEvents(context);
        if (!events) {
            RequestCheck.checkAccept(context);
        }
        Identity who = UserAuthentication.of(context);
        Map<String, Object> parameters = check.parameters(context);
        paid(who, context.body().length())
                .compose(paid -> BodyReader.work(context, () -> check.body(context)))
                .compose(body -> operation.answer(new Call(
                        who,
                        proxies.client(context.request()),
                        parameters,
                        body,
                        OperationMetrics.costOf(context),
                        events ? ended(context) : null)))
                .compose(reply -> write(context, reply))
                .onFailure(context::fail);
    }

    // One request is paid for already. A long body is as much work as many short ones.
    private Future<Void> paid(@Nullable Identity who, int bodyBytes) {
        return who == null || bodyBytes <= BodyReader.LARGE
                ? Future.succeededFuture()
                : limits.spend(who.userId(), Limit.REQUESTS, bodyBytes / BodyReader.LARGE);
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
