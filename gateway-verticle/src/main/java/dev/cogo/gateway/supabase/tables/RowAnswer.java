package dev.cogo.gateway.supabase.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.gateway.supabase.tables.read.Found;
import dev.cogo.schema.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows are answered.
 *
 * @param one whether the client wants a single row, not an array
 */
record RowAnswer(boolean one) {
    private static final String OBJECT = "application/vnd.pgrst.object+json";
    private static final String CONTENT_RANGE = "Content-Range";

    /** As the header {@code Accept} asks; fails when it asks for none of the forms that there are. */
    static RowAnswer of(RoutingContext context) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank()) {
            return new RowAnswer(false);
        }
        for (String range : accept.split(",", -1)) {
            String type = range.split(";", 2)[0].strip();
            if (type.equals(OBJECT)) {
                return new RowAnswer(true);
            } else if (type.equals(TablesDoor.JSON) || type.equals("*/*") || type.equals("application/*")) {
                return new RowAnswer(false);
            }
        }
        throw new TableException(
                new TableError(406, "PGRST107", null, null, "None of these media types are available: " + accept));
    }

    /** Fails when a single row is wanted and there are others, or none. */
    void check(long rows) {
        if (one && rows != 1) {
            throw TableError.notOne(rows);
        }
    }

    void write(RoutingContext context, Found found) {
        check(found.rows().size());
        int size = found.rows().size();
        Integer total = found.total();
        if (total != null && found.from() > 0 && found.from() >= total) {
            throw new TableException(new TableError(
                    416,
                    "PGRST103",
                    "An offset of " + found.from() + " was requested, but there are only " + total + " rows.",
                    null,
                    "Requested range not satisfiable"));
        }
        context.response()
                .setStatusCode(total != null && size < total ? 206 : 200)
                .putHeader(
                        CONTENT_RANGE,
                        (size == 0 ? "*" : found.from() + "-" + (found.from() + size - 1)) + "/"
                                + (total == null ? "*" : total));
        end(context.response(), found.rows());
    }

    /**
     * After a change.
     *
     * @param count how many rows were changed; null when nobody wants to know
     */
    void write(RoutingContext context, int status, List<ObjectNode> rows, @Nullable Integer count) {
        context.response().setStatusCode(status).putHeader(CONTENT_RANGE, "*/" + (count == null ? "*" : count));
        end(context.response(), rows);
    }

    private void end(HttpServerResponse response, List<ObjectNode> rows) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, one ? OBJECT : TablesDoor.JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                .end(Json.buffer(one ? rows.getFirst() : rows));
    }
}
