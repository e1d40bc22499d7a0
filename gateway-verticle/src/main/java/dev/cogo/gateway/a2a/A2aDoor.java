package dev.cogo.gateway.a2a;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.RequestTurns;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.gateway.limits.BaseUrl;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /a2a/{agent}}: each agent is one of A2A's, under a path of its own, in JSON-RPC at the path itself and in HTTP+JSON below it.
 * A codec: what is done is the API's. For one event loop.
 */
public final class A2aDoor {
    static final String JSON = "application/json";

    /** A task's params and what stands around them. */
    private static final int MAX_BODY = 192 * 1024;

    private static final String MOUNT = "/a2a";
    private static final String A2A_JSON = "application/a2a+json";
    private static final String VERSION = "A2A-Version";
    private static final String TARGET = "cogo.a2a.target";
    private static final String CALLER = "cogo.a2a.caller";
    private static final String RPC_ID = "cogo.a2a.id";
    private static final String BEARER = "Bearer ";
    private static final int MAX_ID = 256;

    private final TokenVerifier tokens;
    private final UserLimits limits;
    private final RequestTurns turns;
    private final TrustedProxies proxies;
    private final A2aOperations operations;
    private final TaskStreams streams;
    private final StrictJson json = new StrictJson();
    private final A2aErrors errors = new A2aErrors();

    public A2aDoor(
            TokenVerifier tokens,
            UserLimits limits,
            RequestTurns turns,
            TrustedProxies proxies,
            A2aOperations operations,
            TaskStreams streams) {
        this.tokens = tokens;
        this.limits = limits;
        this.turns = turns;
        this.proxies = proxies;
        this.operations = operations;
        this.streams = streams;
    }

    /** Adds the door to the node's router. */
    public void mount(Router router) {
        router.route(MOUNT + "/*")
                .handler(this::begin)
                .handler(context ->
                        BodyReader.after(context, caller(context.request()).onSuccess(who -> context.put(CALLER, who))))
                .handler(context -> turns.handle(context, context.get(CALLER)))
                .handler(new BodyReader(MAX_BODY))
                .handler(this::handle);
    }

    static Target targetOf(RoutingContext context) {
        return Objects.requireNonNull(context.get(TARGET));
    }

    /** The id of the call in JSON-RPC; null before it is known. */
    static @Nullable Object rpcIdOf(RoutingContext context) {
        return context.get(RPC_ID);
    }

    private void begin(RoutingContext context) {
        context.put(TARGET, Target.of(context.normalizedPath().substring(MOUNT.length())));
        Problems.leaveTo(context, errors);
        context.next();
    }

    private Future<Identity> caller(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's case does not matter.
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "a bearer token is required"));
        }
        return tokens.verify(header.substring(BEARER.length()).strip())
                .compose(who -> limits.spendRequest(who.userId()).map(who));
    }

    private void handle(RoutingContext context) {
        Target target = targetOf(context);
        if (target.isCard()) {
            answerCard(context);
            return;
        }
        BodyReader.work(context, () -> target.isRpc() ? rpc(context) : http(context))
                .compose(call -> operations.answer(call))
                .onSuccess(answer -> write(context, answer))
                .onFailure(context::fail);
    }

    private void answerCard(RoutingContext context) {
        HttpMethod verb = context.request().method();
        if (!verb.equals(HttpMethod.GET)) {
            throw new CogoException(ErrorCode.METHOD_NOT_ALLOWED, verb + " is not allowed here");
        }
        operations
                .card(context.get(CALLER), targetOf(context).agent(), base(context))
                .onSuccess(card -> card.answer(context))
                .onFailure(context::fail);
    }

    private A2aCall rpc(RoutingContext context) {
        HttpMethod verb = context.request().method();
        if (!verb.equals(HttpMethod.POST)) {
            throw new CogoException(ErrorCode.METHOD_NOT_ALLOWED, "JSON-RPC is spoken with POST");
        }
        JsonObject body = body(context).orElseThrow(() -> CogoException.invalid("the body is missing"));
        Object id = body.getValue("id");
        boolean identifies = id instanceof Number || id instanceof String text && text.length() <= MAX_ID;
        if (identifies) {
            context.put(RPC_ID, id);
        }
        if (!identifies || !"2.0".equals(body.getValue("jsonrpc")) || !(body.getValue("method") instanceof String)) {
            throw new CogoException(
                    ErrorCode.NOT_FOUND,
                    "a request of JSON-RPC 2.0 has jsonrpc, an id of a number or a text, and a method");
        }
        checkVersion(context);
        A2aMethod method = A2aMethod.of(body.getString("method"))
                .orElseThrow(() -> A2aError.Kind.METHOD_NOT_FOUND.failure("A2A 1.0 has no method of this name"));
        Object params = body.getValue("params");
        if (params != null && !(params instanceof JsonObject)) {
            throw CogoException.invalid("params must be an object");
        }
        return call(context, method, params == null ? new JsonObject() : (JsonObject) params);
    }

    private A2aCall http(RoutingContext context) {
        Target.Operation operation =
                targetOf(context).operation(context.request().method());
        checkVersion(context);
        JsonObject params = body(context).orElseGet(JsonObject::new);
        for (Map.Entry<String, String> entry : context.queryParams()) {
            params.put(entry.getKey(), entry.getValue());
        }
        operation.params().forEach(params::put);
        return call(context, operation.method(), params);
    }

    private A2aCall call(RoutingContext context, A2aMethod method, JsonObject params) {
        return new A2aCall(
                context.get(CALLER),
                targetOf(context).agent(),
                base(context),
                method,
                new Params(params),
                context.request(),
                () -> RequestTurns.end(context),
                new Cost());
    }

    private Optional<JsonObject> body(RoutingContext context) {
        Buffer bytes = context.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            return Optional.empty();
        }
        MIMEHeader type = context.parsedHeaders().contentType();
        String name = type.component() + "/" + type.subComponent();
        if (!JSON.equalsIgnoreCase(name) && !A2A_JSON.equalsIgnoreCase(name)) {
            throw new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
        }
        return Optional.of(json.object(bytes));
    }

    // Section 3.6: nothing said is 0.3, and patches do not matter.
    private static void checkVersion(RoutingContext context) {
        String header = context.request().getHeader(VERSION);
        String version = header == null ? context.queryParams().get(VERSION) : header.strip();
        if (version == null || !(version.equals("1.0") || version.startsWith("1.0."))) {
            throw A2aError.Kind.VERSION_NOT_SUPPORTED.failure(
                    "this is A2A 1.0; say so with the header A2A-Version, without which 0.3 is meant");
        }
    }

    private String base(RoutingContext context) {
        return BaseUrl.of(context.request(), proxies) + MOUNT + "/"
                + targetOf(context).agent();
    }

    private void write(RoutingContext context, A2aAnswer answer) {
        boolean rpc = targetOf(context).isRpc();
        Object id = rpcIdOf(context);
        switch (answer) {
            case A2aAnswer.Result(JsonObject result) -> {
                JsonObject body = rpc
                        ? new JsonObject().put("jsonrpc", "2.0").put("id", id).put("result", result)
                        : result;
                HttpServerResponse response = context.response();
                if (!response.closed()) {
                    response.putHeader(HttpHeaders.CONTENT_TYPE, rpc || !wantsA2a(context) ? JSON : A2A_JSON)
                            .putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE)
                            .end(body.toBuffer());
                }
            }
            case A2aAnswer.Events(TaskFeed feed) -> {
                StreamFormat format = rpc ? StreamFormat.rpc(id) : StreamFormat.PLAIN;
                streams.stream(context.request(), context.get(CALLER), feed, format)
                        .onSuccess(begun -> RequestTurns.end(context))
                        .onFailure(context::fail);
            }
        }
    }

    private static boolean wantsA2a(RoutingContext context) {
        return context.parsedHeaders().accept().stream()
                .anyMatch(type -> A2A_JSON.equalsIgnoreCase(type.component() + "/" + type.subComponent()));
    }
}
