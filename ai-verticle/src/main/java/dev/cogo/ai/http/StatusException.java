package dev.cogo.ai.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A response whose status is not 200, with what it says of when to come back. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient @Nullable String retryAfter;
    private final transient Buffer body;

    StatusException(int status, @Nullable String retryAfter, Buffer body) {
        super("status " + status, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The header Retry-After. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    /** The body, or its beginning. */
    public Buffer body() {
        return body;
    }
}
