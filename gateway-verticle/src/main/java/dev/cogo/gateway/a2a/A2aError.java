package dev.cogo.gateway.a2a;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A failure in the words of both bindings (section 5.4).
 *
 * @param code of JSON-RPC
 * @param httpStatus of HTTP+JSON
 * @param status of google.rpc
 * @param reason in capitals
 * @param domain whose reason it is
 */
record A2aError(int code, int httpStatus, String status, String reason, String domain, String message) {
    static final String DOMAIN = "a2a-protocol.org";

    private static final String OURS = "cogo-chat";
    private static final int INVALID_REQUEST = -32600;
    private static final int INVALID_PARAMS = -32602;
    private static final int INTERNAL = -32603;
    private static final int PARSE = -32700;
    /** The specification leaves -32000 to servers. */
    private static final int SERVER = -32000;

    /** What this protocol alone knows. */
    enum Kind {
        TASK_NOT_FOUND(-32001, 404, "NOT_FOUND"),
        TASK_NOT_CANCELABLE(-32002, 409, "FAILED_PRECONDITION"),
        PUSH_NOTIFICATION_NOT_SUPPORTED(-32003, 400, "UNIMPLEMENTED"),
        UNSUPPORTED_OPERATION(-32004, 400, "UNIMPLEMENTED"),
        CONTENT_TYPE_NOT_SUPPORTED(-32005, 415, "INVALID_ARGUMENT"),
        VERSION_NOT_SUPPORTED(-32009, 400, "UNIMPLEMENTED"),
        METHOD_NOT_FOUND(-32601, 404, "NOT_FOUND");

        private final int code;
        private final int httpStatus;
        private final String status;

        Kind(int code, int httpStatus, String status) {
            this.code = code;
            this.httpStatus = httpStatus;
            this.status = status;
        }

        A2aError with(String message) {
            return new A2aError(code, httpStatus, status, name(), DOMAIN, message);
        }

        A2aException failure(String message) {
            return new A2aException(with(message));
        }
    }

    /** A failure of the house. */
    static A2aError of(CogoException failure) {
        String message = failure.getMessage();
        ErrorCode code = failure.code();
        return switch (code) {
            case TASK_NOT_FOUND -> Kind.TASK_NOT_FOUND.with(message);
            case TASK_FINISHED -> Kind.UNSUPPORTED_OPERATION.with(message);
            case UNSUPPORTED_MEDIA_TYPE -> Kind.CONTENT_TYPE_NOT_SUPPORTED.with(message);
            case INVALID_JSON, INVALID_UTF8 -> ours(code, PARSE, message);
            case NOT_FOUND, METHOD_NOT_ALLOWED, UNKNOWN_AGENT -> ours(code, INVALID_REQUEST, message);
            default ->
                ours(
                        code,
                        code.httpStatus() >= 500 ? INTERNAL : code.httpStatus() >= 401 ? SERVER : INVALID_PARAMS,
                        message);
        };
    }

    private static A2aError ours(ErrorCode code, int rpc, String message) {
        return new A2aError(
                rpc,
                code == ErrorCode.UNKNOWN_AGENT ? 404 : code.httpStatus(),
                statusOf(code),
                code.name(),
                OURS,
                message);
    }

    // google.rpc.Code, as AIP-193 has it beside HTTP's.
    private static String statusOf(ErrorCode code) {
        return switch (code == ErrorCode.UNKNOWN_AGENT ? 404 : code.httpStatus()) {
            case 400, 413, 415, 417, 422 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404, 405 -> "NOT_FOUND";
            case 409 -> "FAILED_PRECONDITION";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "INTERNAL";
        };
    }

    /** The error object of JSON-RPC 2.0, section 5.1. */
    JsonObject rpc() {
        return new JsonObject().put("code", code).put("message", message).put("data", details());
    }

    /** The body of HTTP+JSON (section 11.6, AIP-193). */
    JsonObject http() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("code", httpStatus)
                                .put("status", status)
                                .put("message", message)
                                .put("details", details()));
    }

    private JsonArray details() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                        .put("reason", reason)
                        .put("domain", domain));
    }
}
