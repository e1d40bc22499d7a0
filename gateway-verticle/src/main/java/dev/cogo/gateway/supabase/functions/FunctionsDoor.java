package dev.cogo.gateway.supabase.functions;

import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.ActingFor;
import dev.cogo.gateway.http.BodyLimits;
import dev.cogo.gateway.http.TranslatedRequest;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ServiceUsers;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /functions/v1/chat-gateway}: a body with an {@code action}, or one of the API's paths below it. What comes in is
 * translated and answered by the API's own routes.
 */
public final class FunctionsDoor {
    private static final String FUNCTIONS = "/functions";
    private static final String KNOWN = "cogo.known";
    private static final String SERVICE = "cogo.service";
    /** Whom a server with the service key speaks for. */
    private static final String USER = "userId";

    private static final String PATH = FUNCTIONS + "/v1/chat-gateway";
    /** Parameters of the query that are not for the API: a key, and the region that an application wants to be served in. */
    private static final Pattern OURS = Pattern.compile("(apikey|forceFunctionRegion)(=.*)?");

    // Not the auth door, which is no part of the API.
    private static final Pattern API = Pattern.compile("/chat/.*|/auth/(?!v1/).*");
    private static final Set<String> READABLE = Set.of("application/json", "text/plain");

    private final StrictJson json = new StrictJson();
    private final ApiKeys keys;
    private final TokenVerifier tokens;
    private final BodyReader ofUsers;
    private final BodyReader ofOthers;
    private final OnlySession onlySession;
    private final ServiceUsers users;

    private FunctionsDoor(
            ApiKeys keys, TokenVerifier tokens, ServiceUsers users, UserLimits limits, Bus bus, BodyLimits bodies) {
        this.users = users;
        this.keys = keys;
        this.tokens = tokens;
        this.ofUsers = new BodyReader(bodies.largest());
        this.ofOthers = new BodyReader(bodies.usual());
        this.onlySession = new OnlySession(tokens, limits, bus);
    }

    /** Adds the door to the router that also has the API's routes, at the root and after this. */
    public static void mount(
            Router router,
            ApiKeys keys,
            TokenVerifier tokens,
            ServiceUsers users,
            UserLimits limits,
            Bus bus,
            BodyLimits bodies) {
        FunctionsDoor door = new FunctionsDoor(keys, tokens, users, limits, bus, bodies);
        router.route(FUNCTIONS + "/*").handler(context -> {
            Problems.alsoAsMessage(context);
            context.next();
        });
        // A route of its own: no body is read of whoever has no key.
        router.route(PATH + "/*").handler(door::checkKey);
        router.route(PATH + "/*").handler(door::checkToken);
        router.route(PATH + "/*").handler(door::readBody).handler(door::handle);
    }

    private void checkKey(RoutingContext context) {
        HttpServerRequest request = context.request();
        String key = ApiKeys.of(request);
        if (key == null) {
            context.fail(new CogoException(ErrorCode.UNAUTHENTICATED, "the API key is missing: header apikey"));
        } else if (keys.roleOf(key).isEmpty()) {
            context.fail(new CogoException(ErrorCode.INVALID_TOKEN, "this is not an API key of this server"));
        } else {
            // While nobody is signed in, supabase-js presents the key in place of a user's token.
            Optional<ApiKeys.Role> role = bearer(context).flatMap(keys::roleOf);
            if (role.isPresent()) {
                request.headers().remove(HttpHeaders.AUTHORIZATION);
            }
            context.put(SERVICE, role.equals(Optional.of(ApiKeys.Role.SERVICE_ROLE)));
            context.next();
        }
    }

    // Whose token is no good gets as far as who has none; what that means, the API's own route says.
    private void checkToken(RoutingContext context) {
        if (context.get(SERVICE, false)) {
            BodyReader.after(context, users.of(context.request()).onSuccess(user -> {
                user.ifPresent(named -> ActingFor.put(context, named));
                context.put(KNOWN, true);
            }));
            return;
        }
        Future<Boolean> known = bearer(context)
                .map(token -> tokens.verify(token).map(true).otherwise(false))
                .orElse(Future.succeededFuture(false));
        BodyReader.after(context, known.onSuccess(user -> context.put(KNOWN, user)));
    }

    // Long bodies are for who is logged in, and no call of accounts takes one.
    private void readBody(RoutingContext context) {
        boolean mayBeLong =
                context.get(KNOWN, false) && !context.normalizedPath().startsWith(PATH + "/auth/");
        (mayBeLong ? ofUsers : ofOthers).handle(context);
    }

    private void handle(RoutingContext context) {
        String path = context.normalizedPath().substring(PATH.length());
        BodyReader.work(context, () -> Optional.ofNullable(body(context)))
                .compose(body -> translated(context, path, body.orElse(null)))
                .onSuccess(request -> request.answer(context))
                .onFailure(context::fail);
    }

    private Future<TranslatedRequest> translated(RoutingContext context, String path, @Nullable JsonObject body) {
        try {
            if (path.isEmpty() || path.equals("/")) {
                return action(context, body);
            }
            if (!API.matcher(path).matches()) {
                throw new CogoException(ErrorCode.NOT_FOUND, "there is nothing at this path of the function");
            }
            return Future.succeededFuture(
                    new TranslatedRequest(context.request().method(), path + query(context), body));
        } catch (CogoException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<TranslatedRequest> action(RoutingContext context, @Nullable JsonObject body) {
        if (!HttpMethod.POST.equals(context.request().method())) {
            context.response().putHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            throw new CogoException(ErrorCode.METHOD_NOT_ALLOWED, "an action is called with POST");
        }
        if (body == null) {
            throw CogoException.invalid("the body must be a JSON object with an action");
        }
        Action action = Action.of(body);
        JsonObject fields = new JsonObject();
        // Clients write null for what they don't have.
        body.stream()
                .filter(field -> field.getValue() != null && !field.getKey().equals("action"))
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        if (context.get(SERVICE, false) && fields.remove(USER) instanceof String user) {
            return users.find(user).compose(named -> {
                ActingFor.put(context, named);
                return translated(context, action, fields);
            });
        }
        return translated(context, action, fields);
    }

    private Future<TranslatedRequest> translated(RoutingContext context, Action action, JsonObject fields) {
        if (!action.inSession() || fields.containsKey(Action.SESSION)) {
            return Future.succeededFuture(action.translate(fields));
        }
        Optional<Future<UUID>> only = ActingFor.of(context)
                .map(onlySession::of)
                .or(() -> bearer(context).map(onlySession::of));
        return only.map(found -> found.map(id -> action.translate(fields.put(Action.SESSION, id.toString()))))
                .orElseGet(() -> Future.succeededFuture(action.translate(fields)));
    }

    // A string that is given to functions.invoke goes out as text/plain; it may well be JSON.
    private @Nullable JsonObject body(RoutingContext context) {
        Buffer bytes = context.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            return null;
        }
        MIMEHeader type = context.parsedHeaders().contentType();
        if (!READABLE.contains(type.component() + "/" + type.subComponent())) {
            throw new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be JSON");
        }
        return json.object(bytes);
    }

    private static Optional<String> bearer(RoutingContext context) {
        String scheme = "Bearer ";
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(header -> header.substring(scheme.length()).strip());
    }

    private static String query(RoutingContext context) {
        String query = context.request().query();
        if (query == null || query.isEmpty()) {
            return "";
        }
        String rest = Arrays.stream(query.split("&", -1))
                .filter(pair -> !OURS.matcher(pair).matches())
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }
}
