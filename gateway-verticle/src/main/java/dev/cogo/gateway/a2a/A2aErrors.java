package dev.cogo.gateway.a2a;

import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers what fails in the door in the form of the binding that was spoken. */
final class A2aErrors implements Handler<RoutingContext> {
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        boolean rpc = A2aDoor.targetOf(context).isRpc();
        A2aError error = errorOf(context);
        // Of JSON-RPC's failures HTTP knows those that are no answer of the method: who asks, how much, how often,
        // later.
        boolean https = error.httpStatus() == 401 || error.httpStatus() >= 413;
        JsonObject body = rpc
                ? new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", A2aDoor.rpcIdOf(context))
                        .put("error", error.rpc())
                : error.http();
        response.setStatusCode(rpc && !https ? 200 : error.httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, A2aDoor.JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                .end(body.toBuffer());
    }

    private static A2aError errorOf(RoutingContext context) {
        if (context.failure() instanceof A2aException ours) {
            return ours.error();
        }
        CogoException failure = Problems.failureOf(context);
        Problems.putHeaders(context, failure);
        if (failure.code().httpStatus() == 401) {
            context.response()
                    .putHeader(
                            WWW_AUTHENTICATE,
                            failure.code() == ErrorCode.UNAUTHENTICATED
                                    ? "Bearer realm=\"cogo\""
                                    : "Bearer realm=\"cogo\", error=\"invalid_token\"");
        }
        return A2aError.of(failure);
    }
}
