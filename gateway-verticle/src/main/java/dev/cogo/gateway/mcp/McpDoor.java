package dev.cogo.gateway.mcp;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Objects;
import java.util.Set;

/**
 * {@code /mcp}: the Model Context Protocol over Streamable HTTP, without sessions and streams. Each request is a POST and its answer
 * JSON; a call of a tool becomes a request of the API. For one event loop.
 */
public final class McpDoor {
    static final String PATH = "/mcp";
    /** The id of the request under way. */
    static final String ID = "cogo.mcp.id";
    /** The {@link ToolCall} under way. */
    static final String CALL = "cogo.mcp.call";

    private static final String WHO = "cogo.mcp.who";
    private static final String BEARER = "Bearer ";
    /** The params of a task are the longest that a tool takes. */
    private static final int MAX_BODY = 128 * 1024;

    private final StrictJson json = new StrictJson();
    private final BodyReader bodies = new BodyReader(MAX_BODY);
    private final McpMethods methods;
    private final TokenVerifier tokens;
    private final UserLimits limits;
    private final CallingPages pages;

    private McpDoor(
            OpenAPIContract contract,
            TokenVerifier tokens,
            UserLimits limits,
            Set<String> corsOrigins,
            TrustedProxies proxies) {
        this.methods = new McpMethods(contract);
        this.tokens = tokens;
        this.limits = limits;
        this.pages = new CallingPages(corsOrigins, proxies);
    }

    /** Adds the door to the router that also has the API's routes, at the root and after this. */
    public static void mount(
            Router router,
            OpenAPIContract contract,
            TokenVerifier tokens,
            UserLimits limits,
            Set<String> corsOrigins,
            TrustedProxies proxies) {
        McpDoor door = new McpDoor(contract, tokens, limits, corsOrigins, proxies);
        ProtectedResource resource = new ProtectedResource(proxies);
        McpErrors errors = new McpErrors(resource);
        router.get(ProtectedResource.PATH).handler(resource::answer);
        router.post(PATH)
                .handler(context -> {
                    Problems.leaveTo(context, errors);
                    door.checkPage(context);
                })
                .handler(door::checkToken)
                .handler(door.bodies)
                .handler(door::handle);
    }

    private void checkPage(RoutingContext context) {
        if (pages.mayCall(context.request())) {
            context.next();
        } else {
            context.fail(new CogoException(ErrorCode.FORBIDDEN, "pages of this origin may not call"));
        }
    }

    // Without a count: the API's route makes one of a call, and all else is counted when it is known.
    private void checkToken(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's case does not matter.
        boolean bears = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        Future<Identity> who = bears
                ? tokens.verify(header.substring(BEARER.length()).strip())
                : Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "a bearer token is required"));
        BodyReader.after(context, who.onSuccess(identity -> context.put(WHO, identity)));
    }

    private void handle(RoutingContext context) {
        BodyReader.work(context, () -> RpcRequest.of(body(context)))
                .onSuccess(request -> handle(context, request))
                .onFailure(failure -> refuse(context, failure));
    }

    private void handle(RoutingContext context, RpcRequest request) {
        context.put(ID, request.id());
        try {
            Revision revision = Revision.of(context.request(), request);
            if (!request.isNotification() && request.method().equals("tools/call")) {
                call(context, revision, request);
            } else {
                paid(context)
                        .map(paid -> request.isNotification() ? null : methods.result(revision, request))
                        .onSuccess(result -> answer(context, request, result))
                        .onFailure(context::fail);
            }
        } catch (RpcException e) {
            refuse(context, e);
        }
    }

    private void call(RoutingContext context, Revision revision, RpcRequest request) {
        OfferedTool tool = methods.tool(Objects.requireNonNullElse(request.text("name"), ""))
                .orElseThrow(() -> RpcException.invalidParams(200, "there is no such tool"));
        JsonObject arguments = request.object("arguments");
        if (arguments == null && request.params().getValue("arguments") != null) {
            throw RpcException.invalidParams(200, "arguments must be an object");
        }
        ToolCall call = new ToolCall(Objects.requireNonNull(request.id()), methods.resultFrame(revision));
        context.put(CALL, call);
        call.use(context);
        try {
            tool.translate(arguments == null ? new JsonObject() : arguments).answer(context);
        } catch (CogoException e) {
            refuse(context, e);
        }
    }

    private static void answer(RoutingContext context, RpcRequest request, JsonObject result) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.CACHE_CONTROL, SecurityHeaders.NO_STORE);
        if (request.isNotification()) {
            response.setStatusCode(202).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", request.id())
                        .put("result", result)
                        .toBuffer());
    }

    // What is refused here has cost as much as what is answered.
    private void refuse(RoutingContext context, Throwable failure) {
        paid(context).onSuccess(paid -> context.fail(failure)).onFailure(context::fail);
    }

    private Future<Void> paid(RoutingContext context) {
        Identity who = context.get(WHO);
        return limits.spendRequest(who.userId());
    }

    private JsonObject body(RoutingContext context) {
        Buffer bytes = context.body().buffer();
        if (bytes == null) {
            throw CogoException.invalid("the body is missing");
        }
        MIMEHeader type = context.parsedHeaders().contentType();
        if (!"application/json".equalsIgnoreCase(type.component() + "/" + type.subComponent())) {
            throw new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
        }
        return json.object(bytes);
    }
}
