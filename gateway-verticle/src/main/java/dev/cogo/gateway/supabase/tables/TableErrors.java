package dev.cogo.gateway.supabase.tables;

import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers what fails in the door in PostgREST's form. */
final class TableErrors implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Half an answer is out: only a broken connection tells the client that it is half.
            context.request().connection().close();
            return;
        }
        if (context.failure() instanceof TableException ours) {
            send(response, ours.error());
            return;
        }
        CogoException failure = Problems.failureOf(context);
        Problems.putHeaders(context, failure);
        send(response, TableError.of(failure));
    }

    private static void send(HttpServerResponse response, TableError error) {
        response.setStatusCode(error.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, TablesDoor.JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                .end(Json.buffer(error));
    }
}
