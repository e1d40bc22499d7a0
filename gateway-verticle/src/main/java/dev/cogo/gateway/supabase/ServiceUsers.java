package dev.cogo.gateway.supabase;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Users that a server with the service key speaks for. It is a member of nothing itself, so it says who is to have done what it does.
 * Thread-safe.
 */
public final class ServiceUsers {
    private static final String HEADER = "x-cogo-user";

    private final AccountService accounts;

    public ServiceUsers(AccountService accounts) {
        this.accounts = accounts;
    }

    /** Whom a request names; empty when it names nobody. */
    public Future<Optional<Identity>> of(HttpServerRequest request) {
        String user = request.getHeader(HEADER);
        return user == null
                ? Future.succeededFuture(Optional.empty())
                : find(user).map(Optional::of);
    }

    /** A user by the id; {@code invalid_request}, {@code user_not_found}, {@code account_disabled}. */
    public Future<Identity> find(String userId) {
        try {
            var id = Ids.parse(userId, "the user's id");
            return accounts.call(new Cost(), all -> all.actingFor(id));
        } catch (CogoException e) {
            return Future.failedFuture(e);
        }
    }
}
