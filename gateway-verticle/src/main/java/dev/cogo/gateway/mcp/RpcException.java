package dev.cogo.gateway.mcp;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A fault in the protocol itself, as JSON-RPC and MCP number them. */
final class RpcException extends RuntimeException {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    /** The first of the numbers that JSON-RPC leaves to servers: a failure with a code of our own in {@code data}. */
    static final int OURS = -32000;

    /** MCP 2026-07-28: a header does not say what the body says. */
    private static final int HEADER_MISMATCH = -32020;
    /** MCP 2026-07-28: a revision that is not spoken here. */
    private static final int UNSUPPORTED_REVISION = -32022;

    private static final long serialVersionUID = 1;

    private final int httpStatus;
    private final int code;
    private final transient @Nullable JsonObject data;

    private RpcException(int httpStatus, int code, String message, @Nullable JsonObject data) {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
        this.code = code;
        this.data = data;
    }

    static RpcException invalidRequest(String message) {
        return new RpcException(400, INVALID_REQUEST, message, null);
    }

    static RpcException invalidParams(int httpStatus, String message) {
        return new RpcException(httpStatus, INVALID_PARAMS, message, null);
    }

    /** @param httpStatus 404 in revisions that say so, else 200 */
    static RpcException noMethod(int httpStatus) {
        return new RpcException(httpStatus, METHOD_NOT_FOUND, "there is no such method", null);
    }

    static RpcException headerMismatch(String header) {
        return new RpcException(
                400, HEADER_MISMATCH, "the header " + header + " is missing or does not say what the body says", null);
    }

    static RpcException unsupportedRevision(String requested) {
        return new RpcException(
                400,
                UNSUPPORTED_REVISION,
                "this revision of the protocol is not spoken here",
                new JsonObject().put("supported", Revision.names()).put("requested", requested));
    }

    int httpStatus() {
        return httpStatus;
    }

    /** The {@code error} of the answer. */
    JsonObject error() {
        JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
        return data == null ? error : error.put("data", data);
    }
}
