package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.limits.AddressLimits;
import dev.cogo.gateway.limits.ClientAddress;
import dev.cogo.runtime.bus.Cost;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code /authorize}: where {@code signInWithOAuth} sends a browser, which goes on to the provider. */
final class Authorization {
    private final AccountService accounts;
    private final AddressLimits limits;

    Authorization(AccountService accounts, AddressLimits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    void handle(RoutingContext context, ClientAddress from) {
        String provider = String.valueOf(context.queryParams().get("provider"));
        String page = String.valueOf(context.queryParams().get("redirect_to"));
        String challenge = context.queryParams().get("code_challenge");
        if (challenge == null || !"s256".equalsIgnoreCase(context.queryParams().get("code_challenge_method"))) {
            throw new AuthException(AuthError.invalid(
                    "there is only the PKCE flow: create the client with auth: { flowType: 'pkce' }, on a page of https"));
        }
        limits.spendRequest(from)
                .compose(spent -> accounts.call(
                        new Cost(), service -> service.sso().begin(provider, page, challenge, LoginDoor.SUPABASE)))
                .onSuccess(url -> context.response()
                        .setStatusCode(302)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader(HttpHeaders.LOCATION, url)
                        .end())
                .onFailure(context::fail);
    }
}
