package dev.cogo.gateway.supabase.tables;

import dev.cogo.gateway.http.filter.HeadRequests;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy to the PostgREST that has the tables of an application's own. Whose access token it is, that server finds out with our
 * published keys. Answers are passed on as they come, as fast as the client reads. For one event loop.
 */
public final class PostgrestProxy {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Until an answer begins, and between two pieces of one. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int CONNECTIONS = 16;
    private static final int WAITING = 64;

    /** RFC 9110, section 7.6.1; and what one side says to the other alone. */
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect",
            "apikey",
            "authorization",
            "cookie",
            "set-cookie",
            "forwarded",
            "x-forwarded-for");

    private final HttpClient client;
    private final String base;

    public PostgrestProxy(Vertx vertx, URI url) {
        this.base = url.toString().replaceFirst("/+$", "");
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setIdleTimeout((int) SILENCE.toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    /**
     * Passes a request on and its answer back.
     *
     * @param token whose it is; null when nobody has signed in: the server behind is told of nobody then, not of a key that is ours
     */
    Future<Void> pass(RoutingContext context, @Nullable String token) {
        HttpServerRequest request = context.request();
        HttpMethod method = HeadRequests.is(context) ? HttpMethod.HEAD : request.method();
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(base + context.normalizedPath().replaceFirst("^/rest/v1", "") + query(request))
                .setFollowRedirects(false)
                .setIdleTimeout(SILENCE.toMillis());
        Buffer body = context.body().buffer();
        return client.request(options)
                .compose(sent -> {
                    copy(request.headers(), sent.headers());
                    if (token != null) {
                        sent.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
                    }
                    return body == null ? sent.send() : sent.send(body);
                })
                .recover(failure -> Future.failedFuture(away(failure)))
                .compose(answer -> answer(context, answer));
    }

    private static Future<Void> answer(RoutingContext context, HttpClientResponse answer) {
        HttpServerResponse response = context.response();
        response.setStatusCode(answer.statusCode());
        Set<String> ofThisHop = named(answer.headers());
        answer.headers().forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            // Which pages may read it is this server's to say.
            if (!OF_ONE_HOP.contains(key) && !ofThisHop.contains(key) && !key.startsWith("access-control-")) {
                response.putHeader(name, value);
            }
        });
        // How long it is shows when it ends: an answer to HEAD has none, and its length would be promised.
        return answer.pipeTo(response.setChunked(!HeadRequests.is(context)));
    }

    private static void copy(MultiMap from, MultiMap to) {
        Set<String> ofThisHop = named(from);
        from.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (!OF_ONE_HOP.contains(key) && !ofThisHop.contains(key)) {
                to.add(name, value);
            }
        });
    }

    /** The fields that one side names as its own. */
    private static Set<String> named(MultiMap headers) {
        return headers.getAll(HttpHeaders.CONNECTION).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static String query(HttpServerRequest request) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return "";
        }
        return "?"
                + Arrays.stream(query.split("&", -1))
                        .filter(pair -> !pair.startsWith("apikey="))
                        .collect(Collectors.joining("&"));
    }

    private static TableException away(Throwable failure) {
        boolean slow = failure instanceof TimeoutException;
        return new TableException(new TableError(
                slow ? 504 : 502,
                "PGRST000",
                "POSTGREST_URL names the server that has this table.",
                "Try again in a moment.",
                slow ? "the server behind took too long" : "the server behind is away"));
    }
}
