package dev.cogo.gateway.mcp;

import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.RequestIds;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers what fails in the door: a tool's failure as its result, all else as an error of JSON-RPC. */
final class McpErrors implements Handler<RoutingContext> {
    private final ProtectedResource resource;

    McpErrors(ProtectedResource resource) {
        this.resource = resource;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (context.failure() instanceof RpcException fault) {
            send(response, fault.httpStatus(), error(context, fault.error()));
            return;
        }
        CogoException failure = Problems.failureOf(context);
        Problems.putHeaders(context, failure);
        int status = failure.code().httpStatus();
        if (status == 401) {
            response.putHeader(
                    "WWW-Authenticate",
                    resource.challenge(
                            context.request(), context.request().headers().contains(HttpHeaders.AUTHORIZATION)));
        }
        ToolCall call = context.get(McpDoor.CALL);
        if (call != null && status != 401) {
            send(response, 200, call.failed(failure));
        } else {
            send(response, status, error(context, described(context, failure)));
        }
    }

    private static JsonObject described(RoutingContext context, CogoException failure) {
        int code = switch (failure.code()) {
            case INVALID_JSON, INVALID_UTF8 -> RpcException.PARSE_ERROR;
            case INVALID_REQUEST -> RpcException.INVALID_REQUEST;
            case INTERNAL -> RpcException.INTERNAL;
            default -> RpcException.OURS;
        };
        return new JsonObject()
                .put("code", code)
                .put("message", failure.getMessage())
                .put(
                        "data",
                        new JsonObject()
                                .put("code", failure.code().wireName())
                                .put("instance", RequestIds.of(context)));
    }

    private static JsonObject error(RoutingContext context, JsonObject error) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", context.<Object>get(McpDoor.ID))
                .put("error", error);
    }

    private static void send(HttpServerResponse response, int status, JsonObject body) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                .end(body.toBuffer());
    }
}
