package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.limits.AddressLimits;
import dev.cogo.gateway.limits.ClientAddress;
import dev.cogo.runtime.bus.Cost;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /authorize}: where {@code signInWithOAuth} sends a browser, which goes on to the provider. */
final class Authorization {
    private final AccountService accounts;
    private final AddressLimits limits;
    private final List<String> providers;

    Authorization(AccountService accounts, AddressLimits limits, List<String> providers) {
        this.accounts = accounts;
        this.limits = limits;
        this.providers = List.copyOf(providers);
    }

    void handle(RoutingContext context, ClientAddress from) {
        String provider = String.valueOf(context.queryParams().get("provider"));
        String page = String.valueOf(context.queryParams().get("redirect_to"));
        if (!providers.contains(provider)) {
            throw new AuthException(new AuthError(
                    400, "oauth_provider_not_supported", "There is no provider of this name: there are " + providers));
        }
        String challenge = context.queryParams().get("code_challenge");
        if (challenge == null || !"s256".equalsIgnoreCase(context.queryParams().get("code_challenge_method"))) {
            throw new AuthException(
                    AuthError.invalid(
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
