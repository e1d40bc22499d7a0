package dev.cogo.gateway.http;

import dev.cogo.gateway.http.filter.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The console in the browser, and the pages that show the API's documents, from the class path; a sentence when they were not
 * built.
 */
public final class Console {
    private static final String NOT_BUILT = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Cogo Chat</title>
            <p>Cogo Chat is running. The console was not built into this server, because Node.js was missing when it was made;
            the API is described in <a href="/openapi.yaml">/openapi.yaml</a>.</p></html>
            """;
    // What the bundler names by its content never changes under that name.
    private static final Set<String> HASHED_PREFIXES = Set.of("/assets/", "/docs/assets/");
    private static final String DOCS = "/docs/";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_FIRST = "no-cache";

    private Console() {}

    /**
     * Serves it at every path that does not begin like one of the API's.
     *
     * @param webroot the folder on the class path that the bundler's output is in
     * @param reserved the first segments of paths that are not the console's
     */
    public static Future<Void> mount(Vertx vertx, Router router, String webroot, Set<String> reserved) {
        String others =
                reserved.stream().map(segment -> segment.replace(".", "\\.")).collect(Collectors.joining("|"));
        String ours = "^/(?!(?:" + others + ")(?:/|$)).*";
        return vertx.fileSystem()
                .exists(webroot + "/index.html")
                .onSuccess(built -> {
                    if (built) {
                        mountFiles(router, webroot, ours, new EntityTags(vertx, webroot));
                    } else {
                        router.route("/")
                                .method(HttpMethod.GET)
                                .method(HttpMethod.HEAD)
                                .handler(Console::sayNotBuilt);
                    }
                })
                .mapEmpty();
    }

    private static void mountFiles(Router router, String webroot, String ours, EntityTags tags) {
        StaticHandler files = StaticHandler.create(webroot)
                .setCachingEnabled(false)
                .setDirectoryListing(false)
                .setIncludeHidden(false);
        router.get("/docs").handler(Console::leadToDocs);
        console(router, ours).handler(context -> prepare(context, tags)).handler(files);
        // The console has views with paths of their own; they are all this page.
        console(router, ours).handler(context -> {
            if (isPage(context)) {
                tags.handle(context, "/");
            } else {
                context.next();
            }
        });
        console(router, ours).handler(context -> {
            if (isPage(context) && HttpMethod.HEAD.equals(context.request().method())) {
                context.response()
                        .putHeader(HttpHeaders.CACHE_CONTROL, ASK_FIRST)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                        .end();
                return;
            }
            if (isPage(context)) {
                context.response()
                        .putHeader(HttpHeaders.CACHE_CONTROL, ASK_FIRST)
                        .sendFile(webroot + "/index.html")
                        .onFailure(context::fail);
            } else {
                context.next();
            }
        });
    }

    private static Route console(Router router, String paths) {
        return router.routeWithRegex(paths).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void prepare(RoutingContext context, EntityTags tags) {
        String path = context.normalizedPath();
        boolean hashed = HASHED_PREFIXES.stream().anyMatch(path::startsWith);
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, hashed ? FOREVER : ASK_FIRST)
                .putHeader(SecurityHeaders.CSP, SecurityHeaders.forConsole(context.request(), path.startsWith(DOCS)));
        if (hashed) {
            context.next();
        } else {
            tags.handle(context, path);
        }
    }

    // A route is also that of its path with a slash at the end.
    private static void leadToDocs(RoutingContext context) {
        if (context.request().path().endsWith("/")) {
            context.next();
        } else {
            context.redirect(DOCS);
        }
    }

    private static boolean isPage(RoutingContext context) {
        String path = context.normalizedPath();
        boolean named = path.lastIndexOf('.') > path.lastIndexOf('/');
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        return !named && accept != null && accept.contains("text/html");
    }

    private static void sayNotBuilt(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, ASK_FIRST)
                .end(NOT_BUILT);
    }
}
