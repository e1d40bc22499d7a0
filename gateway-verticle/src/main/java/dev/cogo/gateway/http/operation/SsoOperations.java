package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.LoggedIn;
import dev.cogo.gateway.auth.Login;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.runtime.audit.AuditEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** {@code /auth/sso}: which providers there are, and tokens for who has come back from one. */
public final class SsoOperations {
    private final AccountService accounts;
    private final Limits limits;
    private final AccountAudit audit;
    private final List<String> providers;

    /** @param providers by their names */
    public SsoOperations(AccountService accounts, Limits limits, AccountAudit audit, List<String> providers) {
        this.accounts = accounts;
        this.limits = limits;
        this.audit = audit;
        this.providers = List.copyOf(providers);
    }

    public void addTo(OperationTable table) {
        table.on("listSsoProviders", this::list).on("exchangeSsoCode", this::exchange);
    }

    private Future<Reply> list(Call call) {
        return limits.addresses()
                .spendRequest(call.from())
                .map(spent -> Reply.ok(new Page(
                        providers.stream().map(name -> Map.of("name", name)).toList(), null)));
    }

    private Future<Reply> exchange(Call call) {
        String code = call.body().getString("code");
        String verifier = call.body().getString("codeVerifier");
        Future<LoggedIn> loggedIn = limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> accounts.call(
                        call.cost(), service -> service.loginBySso(code, verifier, LoginDoor.REST, call.origin())));
        return audit.login(AuditEvent.LOGIN, call.origin(), null, loggedIn).map(login -> Reply.ok(Login.of(login)));
    }
}
