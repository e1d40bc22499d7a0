package dev.cogo.ai.mcp;

/** That a server gave no usable answer. The message is ours and may be shown; what the server wrote is not in it. */
public final class McpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final int code;

    McpFailure(String message, int httpStatus, int code) {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
        this.code = code;
    }

    static McpFailure of(String message) {
        return new McpFailure(message, 0, 0);
    }

    /** The answer's status; 0 without one. */
    int httpStatus() {
        return httpStatus;
    }

    /** The error's number in JSON-RPC; 0 without one. */
    int code() {
        return code;
    }
}
