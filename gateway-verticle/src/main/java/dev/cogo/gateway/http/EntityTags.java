package dev.cogo.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of files of the class path (RFC 9110, section 8.8.3), by their content: all nodes of one version have the same, so that a
 * cache in front may ask any. Of one event loop.
 */
final class EntityTags {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9/_.-]{1,256}");
    private static final int SIGNIFICANT = 16;

    private final Vertx vertx;
    private final String webroot;
    /** Of files that there are, so there are as many as those. */
    private final Map<String, String> known = new HashMap<>();

    EntityTags(Vertx vertx, String webroot) {
        this.vertx = vertx;
        this.webroot = webroot;
    }

    /** The tag of a content. */
    static String of(Buffer content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return "\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, SIGNIFICANT) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tags the answer; true when the client has that content already, and was told so. */
    static boolean isKnown(RoutingContext context, String tag) {
        context.response().putHeader(HttpHeaders.ETAG, tag);
        String has = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        boolean same = has != null
                && Stream.of(has.split(",", -1))
                        .map(String::strip)
                        // A proxy that compresses weakens it.
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(one -> one.equals(tag) || one.equals("*"));
        if (same) {
            context.response().setStatusCode(304).end();
        }
        return same;
    }

    /** Tags the answer with a file, or says that the client has it already; goes on in any other case. */
    void handle(RoutingContext context, String path) {
        String file = path.endsWith("/") ? path + "index.html" : path;
        if (!HARMLESS.matcher(file).matches() || file.contains("..")) {
            context.next();
            return;
        }
        tag(file).onComplete(found -> {
            if (found.failed() || !isKnown(context, found.result())) {
                context.next();
            }
        });
    }

    private Future<String> tag(String file) {
        @Nullable String before = known.get(file);
        return before != null
                ? Future.succeededFuture(before)
                : vertx.fileSystem()
                        .readFile(webroot + file)
                        .map(EntityTags::of)
                        .onSuccess(tag -> known.put(file, tag));
    }
}
