package dev.cogo.gateway.http;

import dev.cogo.runtime.eventloop.Contexts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;

/** The OpenAPI document of a node, which all its event loops share. For any thread. */
public final class ApiDocument {
    /** Where it stands on the class path. */
    public static final String PATH = "openapi/cogo.yaml";

    private final Future<OpenAPIContract> contract;

    public ApiDocument(Future<OpenAPIContract> contract) {
        this.contract = contract;
    }

    /** Begins to read it, which takes most of a start's time: so before anything else, and on an event loop of its own. */
    public static ApiDocument read(Vertx vertx) {
        return new ApiDocument(Contexts.compose(Contexts.newEventLoop(vertx), () -> OpenAPIContract.from(vertx, PATH)));
    }

    /** The document; completes on the caller's context. */
    public Future<OpenAPIContract> contract(Vertx vertx) {
        return Contexts.bring(contract, vertx.getOrCreateContext());
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
