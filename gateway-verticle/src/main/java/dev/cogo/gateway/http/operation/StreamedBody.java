package dev.cogo.gateway.http.operation;

import io.vertx.core.Future;

/** A body that is too large to be made before it is sent. What comes before its first byte may still fail as a problem. */
@FunctionalInterface
public interface StreamedBody {
    /** The header of RFC 9110, section 8.3. */
    default String contentType() {
        return "application/json";
    }

    /**
     * Writes the body and ends the response.
     *
     * @return fails when the rest can't be had; the connection is then to be closed, so that nobody takes half for the whole
     */
    Future<Void> writeTo(Outgoing client);
}
