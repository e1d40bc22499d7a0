package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.RequestTurns;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The routes of {@code /auth/v1}. For one event loop. */
public final class AuthDoor {
    static final String JSON = "application/json";

    /** The version of the error format; the client reads {@code code} only from an answer that has it. */
    private static final String API_VERSION_HEADER = "X-Supabase-Api-Version";

    private static final String API_VERSION = "2024-01-01";
    private static final String BEARER = "Bearer ";
    private static final String CALLER = "cogo.caller";

    private final TrustedProxies trustedProxies;
    private final ApiKeys keys;
    private final AccessTokens tokens;
    private final UserLimits limits;
    private final Logins logins;
    private final OwnAccount account;
    private final ServerFacts facts;
    private final Authorization authorization;
    private final BodyReader bodies;
    private final RequestTurns turns;
    private final StrictJson json = new StrictJson();
    private final AuthErrors errors = new AuthErrors();

    /**
     * The door.
     *
     * @param providers of single sign-on, by their names
     * @param maxBodyBytes of whatever call
     */
    public AuthDoor(
            ApiKeys keys,
            AccessTokens tokens,
            AccountService accounts,
            Limits limits,
            AuditLog log,
            TrustedProxies trustedProxies,
            boolean anonymousSignIn,
            List<String> providers,
            int maxBodyBytes,
            RequestTurns turns) {
        this.trustedProxies = trustedProxies;
        this.keys = keys;
        this.tokens = tokens;
        this.limits = limits.users();
        AccountAudit audit = new AccountAudit(log);
        this.logins = new Logins(accounts, limits, audit, anonymousSignIn);
        this.account = new OwnAccount(accounts, limits.accounts(), audit);
        this.bodies = new BodyReader(maxBodyBytes);
        this.turns = turns;
        this.facts = new ServerFacts(tokens, anonymousSignIn, providers);
        this.authorization = new Authorization(accounts, limits.addresses(), providers);
    }

    /** A router to mount at {@code /auth/v1}. */
    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::speakSupabase);
        router.get("/.well-known/jwks.json").handler(context -> write(context, facts.jwks()));
        // A browser goes there by itself, and has no header with the key.
        router.get("/authorize")
                .handler(turns)
                .handler(context -> authorization.handle(context, trustedProxies.client(context.request())));
        router.route().handler(this::requireKey);
        router.get("/settings").handler(context -> write(context, facts.settings()));
        router.get("/health").handler(context -> write(context, facts.health()));
        router.post("/signup").handler(turns).handler(bodies).handler(context -> answer(context, logins::signUp));
        router.post("/token").handler(turns).handler(bodies).handler(context -> answer(context, logins::token));
        forUsers(router.get("/user"), (call, who) -> account.read(who));
        forUsers(router.put("/user"), account::update);
        forUsers(router.post("/logout"), account::logout);
        NotOffered.mount(router);
        return router;
    }

    private void speakSupabase(RoutingContext context) {
        Problems.leaveTo(context, errors);
        context.response().putHeader(API_VERSION_HEADER, API_VERSION);
        context.next();
    }

    private void requireKey(RoutingContext context) {
        String key = ApiKeys.of(context.request());
        if (keys.roleOf(key).isPresent()) {
            context.next();
        } else {
            context.fail(new AuthException(new AuthError(
                    401, "no_authorization", key == null ? "No API key found in request" : "Invalid API key")));
        }
    }

    private void answer(RoutingContext context, Function<AuthCall, Future<AuthReply>> operation) {
        AuthCall call = new AuthCall(
                AuthBody.of(context, json),
                context.queryParams(),
                Origin.of(context.request(), trustedProxies.client(context.request())));
        operation.apply(call).onSuccess(reply -> write(context, reply)).onFailure(context::fail);
    }

    private void forUsers(Route route, BiFunction<AuthCall, Identity, Future<AuthReply>> operation) {
        route.handler(context -> BodyReader.after(context, caller(context).onSuccess(who -> context.put(CALLER, who))))
                .handler(context -> turns.handle(context, context.get(CALLER)))
                .handler(bodies)
                .handler(context -> answer(context, call -> operation.apply(call, context.get(CALLER))));
    }

    private Future<Identity> caller(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's case does not matter.
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "a bearer token is required"));
        }
        return tokens.verifySignature(header.substring(BEARER.length()).strip())
                .compose(who -> limits.spendRequest(who.userId()).map(who));
    }

    private static void write(RoutingContext context, AuthReply reply) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.CACHE_CONTROL, reply.cacheControl());
        if (reply.body() == null) {
            response.setStatusCode(204).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(reply.body().toBuffer());
        }
    }
}
