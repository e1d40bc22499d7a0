package dev.cogo.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document, read once for a node: reading and checking it takes half a second and more. Thread-safe.
 */
public final class ApiDocument {
    /** Where it stands on the class path. */
    static final String PATH = "openapi/cogo.yaml";

    // The contract and not its future: that would run its listeners on the event loop that was the first to ask.
    private volatile @Nullable OpenAPIContract contract;

    /** The document; completes on the caller's context. */
    public Future<OpenAPIContract> contract(Vertx vertx) {
        OpenAPIContract read = contract;
        return read != null
                ? Future.succeededFuture(read)
                : OpenAPIContract.from(vertx, PATH).onSuccess(first -> contract = first);
    }

    /**
     * How large bodies may be; completes on the caller's context.
     *
     * @param atMost whatever the document says
     */
    public Future<BodyLimits> bodies(Vertx vertx, int atMost) {
        return contract(vertx).map(read -> BodyLimits.of(read, atMost));
    }
}
