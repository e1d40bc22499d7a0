package dev.cogo.gateway.http;

import dev.cogo.gateway.contract.CallBodies;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** The documents that describe the doors, as this server was built with them. */
public final class Documents {
    // RFC 9512, section 2.1.
    private static final String YAML = "application/yaml";
    private static final String CACHE = "public, max-age=300";

    private Documents() {}

    /** Serves {@code /openapi.yaml} and {@code /asyncapi.yaml}. */
    public static Future<Void> mount(Vertx vertx, Router router) {
        return mount(vertx, router, "/openapi.yaml", ApiDocument.PATH)
                .compose(mounted -> mount(vertx, router, "/asyncapi.yaml", CallBodies.PATH));
    }

    private static Future<Void> mount(Vertx vertx, Router router, String path, String resource) {
        return vertx.fileSystem().exists(resource).compose(exists -> {
            if (!exists) {
                return Future.succeededFuture();
            }
            return vertx.fileSystem()
                    .readFile(resource)
                    .onSuccess(document -> serve(router, path, document))
                    .mapEmpty();
        });
    }

    private static void serve(Router router, String path, Buffer document) {
        String tag = EntityTags.of(document);
        router.get(path).handler(context -> {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHE);
            if (!EntityTags.isKnown(context, tag)) {
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, YAML).end(document);
            }
        });
    }
}
