package dev.cogo.gateway.sso;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.auth.sso.SingleSignOn;
import dev.cogo.gateway.http.RequestTurns;
import dev.cogo.gateway.limits.AddressLimits;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.Function;

/**
 * {@code GET /auth/sso/{provider}} and {@code /auth/sso/callback}, which browsers are sent through, and {@code POST
 * /auth/sso/{provider}/logout}, which providers call (OpenID Connect Back-Channel Logout 1.0). For one event loop.
 */
public final class SsoDoor {
    private static final int MAX_FORM = 64 * 1024;

    private final AccountService accounts;
    private final AddressLimits limits;
    private final TrustedProxies proxies;
    private final RequestTurns turns;

    public SsoDoor(AccountService accounts, AddressLimits limits, TrustedProxies proxies, RequestTurns turns) {
        this.accounts = accounts;
        this.limits = limits;
        this.proxies = proxies;
        this.turns = turns;
    }

    /** Adds the routes; before those of the document, whose paths begin likewise. */
    public void mount(Router router) {
        router.get("/auth/sso/callback").handler(turns).handler(this::comeBack);
        router.get("/auth/sso/:provider").handler(turns).handler(this::begin);
        BodyHandler form = BodyHandler.create(false).setBodyLimit(MAX_FORM);
        router.post("/auth/sso/:provider/logout")
                .handler(turns)
                // Not as what it is: the router would want it to come first.
                .handler(form::handle)
                .handler(this::logout);
    }

    private void begin(RoutingContext context) {
        String provider = context.pathParam("provider");
        String page = required(context, "redirectTo");
        String challenge = required(context, "codeChallenge");
        redirect(context, sso -> sso.begin(provider, page, challenge, LoginDoor.REST));
    }

    private void comeBack(RoutingContext context) {
        String state = required(context, "state");
        String code = context.queryParams().get("code");
        String error = context.queryParams().get("error");
        String from = proxies.client(context.request()).key();
        redirect(context, sso -> sso.finish(state, code, error, from));
    }

    private void redirect(RoutingContext context, Function<SingleSignOn, String> work) {
        call(context, work)
                .onSuccess(url -> response(context)
                        .setStatusCode(302)
                        .putHeader(HttpHeaders.LOCATION, url)
                        .end())
                .onFailure(context::fail);
    }

    // Section 2.8: 200 when it is done, and 400 for a request that is not right.
    private void logout(RoutingContext context) {
        String provider = context.pathParam("provider");
        String token = context.request().getFormAttribute("logout_token");
        if (token == null) {
            throw CogoException.invalid("logout_token is missing: the body is a form");
        }
        call(context, sso -> {
                    sso.backChannelLogout(provider, token);
                    return "";
                })
                .onSuccess(done -> response(context).end())
                .onFailure(failure -> context.fail(
                        failure instanceof CogoException ours && ours.code() == ErrorCode.SSO_FAILED
                                ? CogoException.invalid(String.valueOf(ours.getMessage()))
                                : failure));
    }

    private <T> Future<T> call(RoutingContext context, Function<SingleSignOn, T> work) {
        return limits.spendRequest(proxies.client(context.request()))
                .compose(spent -> accounts.call(new Cost(), service -> work.apply(service.sso())));
    }

    // The address of the page that the browser comes from has a code in it.
    private static HttpServerResponse response(RoutingContext context) {
        return context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Referrer-Policy", "no-referrer");
    }

    private static String required(RoutingContext context, String name) {
        String value = context.queryParams().get(name);
        if (value == null) {
            throw CogoException.invalid(name + " is missing");
        }
        return value;
    }
}
