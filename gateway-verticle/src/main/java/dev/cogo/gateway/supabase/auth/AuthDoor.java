package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.RequestTurns;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.limits.BaseUrl;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.SupabaseConfig;
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
import java.util.Optional;
import java.util.Set;
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
    private final AdminUsers admin;
    private final MailLogins mails;
    private final AdminLinks links;
    private final FollowedLinks followed;
    private final ServerFacts facts;
    private final Authorization authorization;
    private final BodyReader bodies;
    private final RequestTurns turns;
    private final StrictJson json = new StrictJson();
    private final AuthErrors errors = new AuthErrors();

    /**
     * The door.
     *
     * @param rules of accounts
     * @param origins whose pages people may land on, beside this server's
     * @param maxBodyBytes of whatever call
     */
    public AuthDoor(
            ApiKeys keys,
            AccessTokens tokens,
            AccountService accounts,
            Limits limits,
            AuditLog log,
            TrustedProxies trustedProxies,
            SupabaseConfig config,
            AccountsConfig rules,
            Set<String> origins,
            int maxBodyBytes,
            RequestTurns turns) {
        this.trustedProxies = trustedProxies;
        this.keys = keys;
        this.tokens = tokens;
        this.limits = limits.users();
        AccountAudit audit = new AccountAudit(log);
        LandingPages pages = new LandingPages(rules, origins);
        this.mails = new MailLogins(accounts, limits, audit, rules, pages);
        this.links = new AdminLinks(accounts, audit, rules, pages);
        this.followed = new FollowedLinks(accounts, limits.addresses(), audit, pages);
        this.logins = new Logins(accounts, limits, audit, rules, mails, config.anonymousSignIn());
        this.account = new OwnAccount(accounts, limits.accounts(), audit);
        this.admin = new AdminUsers(accounts, audit);
        this.bodies = new BodyReader(maxBodyBytes);
        this.turns = turns;
        this.facts = new ServerFacts(tokens, config.anonymousSignIn(), rules.registration(), rules.providers());
        this.authorization = new Authorization(accounts, limits.addresses(), rules.providers());
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
        router.get("/verify")
                .handler(turns)
                .handler(context -> followed.handle(
                        context,
                        Origin.of(context.request(), trustedProxies.client(context.request())),
                        () -> BaseUrl.of(context.request(), trustedProxies)));
        router.route().handler(this::requireKey);
        router.get("/settings").handler(context -> write(context, facts.settings()));
        router.get("/health").handler(context -> write(context, facts.health()));
        router.post("/signup").handler(turns).handler(bodies).handler(context -> answer(context, logins::signUp));
        router.post("/token").handler(turns).handler(bodies).handler(context -> answer(context, logins::token));
        List.of("/otp", "/magiclink")
                .forEach(path -> router.post(path)
                        .handler(turns)
                        .handler(bodies)
                        .handler(context -> answer(context, mails::otp)));
        router.post("/recover").handler(turns).handler(bodies).handler(context -> answer(context, mails::recover));
        router.post("/resend").handler(turns).handler(bodies).handler(context -> answer(context, mails::resend));
        router.post("/verify").handler(turns).handler(bodies).handler(context -> answer(context, mails::verify));
        forUsers(router.get("/user"), (call, who) -> account.read(who));
        forUsers(router.put("/user"), account::update);
        forUsers(router.post("/logout"), account::logout);
        forServers(router.post("/invite"), (call, none) -> links.invite(call));
        forServers(router.post("/admin/generate_link"), (call, none) -> links.generate(call));
        forServers(router.get("/admin/users"), (call, none) -> admin.list(call));
        forServers(router.post("/admin/users"), (call, none) -> admin.create(call));
        forServers(router.get("/admin/users/:id"), (call, id) -> admin.read(call, AdminUsers.id(id)));
        forServers(router.put("/admin/users/:id"), (call, id) -> admin.update(call, AdminUsers.id(id)));
        forServers(router.delete("/admin/users/:id"), (call, id) -> admin.delete(call, AdminUsers.id(id)));
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
                Origin.of(context.request(), trustedProxies.client(context.request())),
                () -> BaseUrl.of(context.request(), trustedProxies));
        operation.apply(call).onSuccess(reply -> write(context, reply)).onFailure(context::fail);
    }

    private void forUsers(Route route, BiFunction<AuthCall, Identity, Future<AuthReply>> operation) {
        route.handler(context -> BodyReader.after(context, caller(context).onSuccess(who -> context.put(CALLER, who))))
                .handler(context -> turns.handle(context, context.get(CALLER)))
                .handler(bodies)
                .handler(context -> answer(context, call -> operation.apply(call, context.get(CALLER))));
    }

    private void forServers(Route route, BiFunction<AuthCall, String, Future<AuthReply>> operation) {
        route.handler(context -> {
                    // Whoever is signed in with the service key in the client speaks as that user.
                    if (keys.roleOf(bearer(context).orElse(null)).orElse(ApiKeys.Role.ANON)
                            != ApiKeys.Role.SERVICE_ROLE) {
                        throw new AuthException(new AuthError(
                                403, "not_admin", "User not allowed: this takes the service key as bearer"));
                    }
                    context.next();
                })
                .handler(turns)
                .handler(bodies)
                .handler(context -> answer(context, call -> operation.apply(call, context.pathParam("id"))));
    }

    private Future<Identity> caller(RoutingContext context) {
        return bearer(context)
                .map(token -> tokens.verifySignature(token)
                        .compose(who -> limits.spendRequest(who.userId()).map(who)))
                .orElseGet(() -> Future.failedFuture(
                        new CogoException(ErrorCode.UNAUTHENTICATED, "a bearer token is required")));
    }

    private static Optional<String> bearer(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's case does not matter.
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.empty()
                : Optional.of(header.substring(BEARER.length()).strip());
    }

    private static void write(RoutingContext context, AuthReply reply) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        reply.headers().forEach(response::putHeader);
        if (reply.body() == null) {
            response.setStatusCode(204).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(reply.body().toBuffer());
        }
    }
}
