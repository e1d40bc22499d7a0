package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers what fails in the door with the error that supabase-js understands. */
final class AuthErrors implements Handler<RoutingContext> {
    private static final String CODE = "x-sb-error-code";

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (context.failure() instanceof AuthException ours) {
            send(response, ours.error());
            return;
        }
        CogoException failure = Problems.failureOf(context);
        Problems.putHeaders(context, failure);
        send(response, AuthError.of(failure));
    }

    private static void send(HttpServerResponse response, AuthError error) {
        response.setStatusCode(error.status())
                .putHeader(CODE, error.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, AuthDoor.JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                .end(error.body().toBuffer());
    }
}
