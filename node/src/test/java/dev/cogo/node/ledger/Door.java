package dev.cogo.node.ledger;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Set;

/** A way into a node. Calls wait for the answer. */
interface Door extends AutoCloseable {
    /** What docs/errors.md says of these: the same request may succeed later without a change. */
    Set<String> RETRYABLE = Set.of("unavailable", "overloaded", "timeout", "rate_limited");

    NodeProcess node();

    /**
     * The answer's body.
     *
     * @throws RefusedException when the server says no
     * @throws IOException when the connection ended, or no answer came: nobody knows what became of it
     */
    JsonObject call(Work work) throws IOException, RefusedException;

    @Override
    void close();

    /** The server's no. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        RefusedException(String code, String detail) {
            super(code + ": " + detail);
            this.code = code;
        }

        String code() {
            return code;
        }

        boolean isRetryable() {
            return RETRYABLE.contains(code);
        }
    }
}
