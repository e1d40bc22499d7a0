package dev.cogo.gateway.http.filter;

import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * Turns every failure of a request into a problem document: those of operations, of the router, and of HTTP itself. For one event
 * loop.
 */
public final class Problems implements Handler<RoutingContext> {
    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    private static final String OTHER_FORM = "cogo.errors";
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    private static final List<Integer> ROUTER_STATUSES = List.of(400, 401, 403, 404, 405, 406, 413, 415, 500, 501, 503);

    private static final String ALLOWED = "cogo.allowedMethods";
    private static final String AS_MESSAGE = "cogo.problemAsMessage";
    private static final String AS_ERROR = "cogo.problemAsError";

    /** From here on a failure's sentence also stands under {@code message}, where clients of Supabase look for it. */
    public static void alsoAsMessage(RoutingContext context) {
        context.put(AS_MESSAGE, true);
    }

    /** From here on a failure also stands under {@code error}, in the form that clients of another API read. */
    public static void alsoAsError(RoutingContext context, Function<CogoException, Object> form) {
        context.put(AS_ERROR, form);
    }

    /** Connections that are over for us, though what came with the last request may still be handed on. */
    private final Set<HttpConnection> refused = Collections.newSetFromMap(new WeakHashMap<>());

    /** Catches what fails in the router, and what it has no route for. */
    public void catchAll(Router router) {
        AllowedMethods allowed = new AllowedMethods(router);
        router.route()
                .handler(context -> {
                    context.put(ALLOWED, allowed);
                    context.next();
                })
                .failureHandler(this);
        ROUTER_STATUSES.forEach(status -> router.errorHandler(status, this));
    }

    /** Leaves a request's failures to a door whose clients expect another form; call it before anything can fail. */
    public static void leaveTo(RoutingContext context, Handler<RoutingContext> errors) {
        context.put(OTHER_FORM, errors);
    }

    @Override
    public void handle(RoutingContext context) {
        Handler<RoutingContext> other = context.get(OTHER_FORM);
        if (other != null) {
            other.handle(context);
            return;
        }
        CogoException failure = failureOf(context);
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Half an answer is out: only a broken connection tells the client that it is half.
            context.request().connection().close();
            return;
        }
        if (failure.code() == ErrorCode.UNAUTHENTICATED) {
            // RFC 6750, section 3.1: no error attribute when nothing was presented.
            response.putHeader(WWW_AUTHENTICATE, "Bearer realm=\"cogo\"");
        } else if (failure.code() == ErrorCode.INVALID_TOKEN || failure.code() == ErrorCode.TOKEN_EXPIRED) {
            response.putHeader(WWW_AUTHENTICATE, "Bearer realm=\"cogo\", error=\"invalid_token\"");
        }
        putHeaders(context, failure);
        Problem problem = Problem.of(failure, RequestIds.of(context));
        Function<CogoException, Object> form = context.get(AS_ERROR);
        if (form != null) {
            problem = problem.withError(form.apply(failure));
        }
        send(response, context.get(AS_MESSAGE, false) ? problem.withMessage() : problem);
    }

    /**
     * The headers that tell a client of any door when to come back, what it may do instead, and that the rest of its body is
     * not read.
     */
    public static void putHeaders(RoutingContext context, CogoException failure) {
        HttpServerResponse response = context.response();
        if (failure.code() == ErrorCode.METHOD_NOT_ALLOWED
                && !response.headers().contains(HttpHeaders.ALLOW)) {
            response.putHeader(HttpHeaders.ALLOW, String.join(", ", allowed(context)));
        }
        Duration comeBack = failure.retryAfter().orElse(failure.code().httpStatus() == 503 ? COME_BACK : null);
        if (comeBack != null) {
            // Rounded up: who comes back a moment too early has come for nothing.
            response.putHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, comeBack.plusMillis(999).toSeconds())));
        }
        if (failure.code() == ErrorCode.PAYLOAD_TOO_LARGE) {
            // The rest of the body is not read; without this the client would go on sending it.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** What is not HTTP, or too long for it, never reaches the router. */
    public void invalidRequest(HttpServerRequest request) {
        String reason = String.valueOf(request.decoderResult().cause().getMessage());
        CogoException failure = CogoException.invalid(
                reason.contains("larger than") || reason.contains("exceed")
                        ? "the request line or a header is too long"
                        : "this is not a valid HTTP request");
        refuse(request, failure);
    }

    /** Answers a request that does not get as far as the router, and ends its connection. */
    void refuse(HttpServerRequest request, CogoException failure) {
        if (refused.add(request.connection())) {
            HttpServerResponse response = request.response();
            send(response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE), Problem.of(failure, null))
                    .onComplete(sent -> request.connection().close());
        }
    }

    /** Whether the request is what followed one that ended its connection: who knows whose it is. */
    boolean hasRefused(HttpServerRequest request) {
        return !refused.isEmpty() && refused.contains(request.connection());
    }

    private static Future<Void> send(HttpServerResponse response, Problem problem) {
        return response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                .end(Json.buffer(problem));
    }

    /** What a request failed with, in the server's terms; defects are logged. */
    public static CogoException failureOf(RoutingContext context) {
        CogoException failure = ofContext(context);
        NodeMetrics.of(context.vertx())
                .counter("cogo.http.failures", "code", failure.code().wireName())
                .increment();
        return failure;
    }

    private static CogoException ofContext(RoutingContext context) {
        Throwable failure = context.failure();
        int status = failure instanceof HttpException http ? http.getStatusCode() : context.statusCode();
        if (failure instanceof CogoException ours) {
            return ours;
        }
        if (failure instanceof HttpClosedException) {
            // It went away in the middle of its body: nobody's fault, and no news.
            return new CogoException(ErrorCode.UNAVAILABLE, "the client has gone");
        }
        if (failure == null || failure instanceof HttpException || (status >= 400 && status < 500)) {
            return ofStatus(context, status);
        }
        return Failures.of(failure, context.request().method() + " " + context.normalizedPath());
    }

    private static Set<String> allowed(RoutingContext context) {
        return context.<AllowedMethods>get(ALLOWED).of(context.normalizedPath());
    }

    private static CogoException ofStatus(RoutingContext context, int status) {
        String method = context.request().method().name();
        boolean otherMethod = status == 404
                && !allowed(context).isEmpty()
                && !allowed(context).contains(method);
        return switch (otherMethod ? 405 : status) {
            case 400 -> CogoException.invalid("the request is not well-formed: look at its path, query and headers");
            case 401 -> new CogoException(ErrorCode.UNAUTHENTICATED, "a bearer token is required");
            case 403 -> new CogoException(ErrorCode.FORBIDDEN, "this is not allowed");
            case 404 -> new CogoException(ErrorCode.NOT_FOUND, "there is nothing at this path");
            case 405, 501 -> new CogoException(ErrorCode.METHOD_NOT_ALLOWED, method + " is not allowed here");
            case 406 -> new CogoException(ErrorCode.NOT_ACCEPTABLE, "answers are application/json");
            case 413 -> new CogoException(ErrorCode.PAYLOAD_TOO_LARGE, "the body is too large");
            case 415 -> new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
            case 503 -> new CogoException(ErrorCode.UNAVAILABLE, "a part of the server is away, try again");
            default -> Failures.of(new IllegalStateException("status " + status), method);
        };
    }
}
