package dev.cogo.gateway.mcp;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request of JSON-RPC 2.0 (section 4), or a notification.
 *
 * @param id text or a whole number; null for a notification, which gets no answer
 */
record RpcRequest(@Nullable Object id, String method, JsonObject params) {
    private static final JsonObject NONE = new JsonObject();

    static RpcRequest of(JsonObject body) {
        Object id = body.getValue("id");
        if (!"2.0".equals(body.getValue("jsonrpc"))
                || !(body.getValue("method") instanceof String method)
                || (body.containsKey("id") && !isId(id))) {
            throw RpcException.invalidRequest(
                    "a request has jsonrpc 2.0, a method, and an id that is a text or a whole number");
        }
        if (!(body.getValue("params", NONE) instanceof JsonObject params)) {
            throw RpcException.invalidRequest("params must be an object");
        }
        return new RpcRequest(id, method, params);
    }

    private static boolean isId(@Nullable Object id) {
        return id instanceof String || id instanceof Integer || id instanceof Long;
    }

    boolean isNotification() {
        return id == null;
    }

    /** A parameter that must be text; null when it is not there, or is something else. */
    @Nullable
    String text(String name) {
        return params.getValue(name) instanceof String text ? text : null;
    }

    /** A parameter that must be an object; null likewise. */
    @Nullable
    JsonObject object(String name) {
        return params.getValue(name) instanceof JsonObject object ? object : null;
    }

    /** Whether a text is what the request's parameter of this name says. */
    boolean says(String name, String text) {
        return Objects.equals(text(name), text);
    }
}
