package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts.FollowedLink;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.http.filter.HeadRequests;
import dev.cogo.gateway.limits.AddressLimits;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code GET /verify}: a link of a mail, which a browser follows; it lands on a page that takes the login over. */
final class FollowedLinks {
    private static final int MAX_TOKEN = 100;

    private final AccountService accounts;
    private final AddressLimits limits;
    private final AccountAudit audit;
    private final LandingPages pages;

    FollowedLinks(AccountService accounts, AddressLimits limits, AccountAudit audit, LandingPages pages) {
        this.accounts = accounts;
        this.limits = limits;
        this.audit = audit;
        this.pages = pages;
    }

    void handle(RoutingContext context, Origin origin, Supplier<String> base) {
        if (HeadRequests.is(context)) {
            // Programs that look at links before people do: it is still good after this.
            context.response().end();
            return;
        }
        String given = String.valueOf(context.queryParams().get("token"));
        String token = given.length() > MAX_TOKEN ? "" : given;
        String page = pages.of(context.queryParams().get("redirect_to"), base);
        limits.spendRequest(origin.address())
                .compose(spent -> accounts.call(new Cost(), service -> service.followCodeLink(token, origin)))
                .compose(followed -> landed(followed, origin, page))
                .otherwise(failure -> LandingPages.withError(page, error(failure)))
                .onSuccess(url -> context.response()
                        .setStatusCode(303)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader("Referrer-Policy", "no-referrer")
                        .putHeader(HttpHeaders.LOCATION, url)
                        .end())
                .onFailure(context::fail);
    }

    private Future<String> landed(FollowedLink followed, Origin origin, String page) {
        return switch (followed) {
            case FollowedLink.Exchange(String code) -> Future.succeededFuture(LandingPages.withCode(page, code));
            case FollowedLink.Login(var login, String type) ->
                audit.login(AuditEvent.LOGIN, origin, null, Future.succeededFuture(login))
                        .map(done -> LandingPages.withLogin(page, done, type));
        };
    }

    private static AuthError error(Throwable failure) {
        return switch (MailLogins.inItsTerms(failure)) {
            case AuthException refused -> refused.error();
            case CogoException ours -> AuthError.of(ours);
            default -> new AuthError(500, "unexpected_failure", "the link could not be looked at: try again");
        };
    }
}
