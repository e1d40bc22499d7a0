package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.AccountChange;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.EmailAddress;
import dev.cogo.gateway.auth.Login;
import dev.cogo.gateway.auth.LoginDoor;
import dev.cogo.gateway.auth.Registration;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.schema.identity.AddableBy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** {@code /auth}: accounts and logins. */
final class AccountOperations {
    private final AccountService accounts;
    private final Limits limits;

    AccountOperations(AccountService accounts, Limits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    void addTo(OperationTable table) {
        table.on("register", this::register)
                .on("login", this::login)
                .on("refresh", this::refresh)
                .on("logout", this::logout)
                .on("me", this::me)
                .on("updateMe", this::updateMe)
                .on("deleteMe", this::deleteMe)
                .on("createTicket", this::createTicket);
    }

    private Future<Reply> register(Call call) {
        Registration registration = Registration.atRest(
                call.body().getString("email"),
                call.body().getString("password"),
                call.body().getString("displayName"),
                call.body().getString("language"),
                call.body().getString("operatorCode"));
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> limits.accounts()
                        .register(
                                call.from(),
                                () -> accounts.call(call.cost(), service -> service.register(registration))))
                .map(login -> Reply.created(Login.of(login)));
    }

    private Future<Reply> login(Call call) {
        String email = EmailAddress.normalise(call.body().getString("email"));
        String password = call.body().getString("password");
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> guessing(call, email, service -> service.login(email, password, LoginDoor.REST)))
                .map(login -> Reply.ok(Login.of(login)));
    }

    // Whoever has found an open browser must not find out the password there either.
    private Future<Reply> deleteMe(Call call) {
        String password = call.body().getString("password");
        return guessing(call, call.identity().email(), service -> service.delete(call.userId(), password))
                .map(deleted -> new Reply(202, new JsonObject()));
    }

    private <T> Future<T> guessing(Call call, String email, Function<Accounts, T> work) {
        return limits.accounts().guess(email, call.from(), () -> accounts.call(call.cost(), work));
    }

    private Future<Reply> refresh(Call call) {
        String token = call.body().getString("refreshToken");
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> accounts.call(call.cost(), service -> service.refresh(token)))
                .map(login -> Reply.ok(Login.of(login)));
    }

    private Future<Reply> logout(Call call) {
        String token = call.body().getString("refreshToken");
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> accounts.call(call.cost(), service -> {
                    service.logout(token);
                    return Reply.nothing();
                }));
    }

    private Future<Reply> me(Call call) {
        return accounts.call(call.cost(), service -> service.account(call.userId()))
                .map(Reply::ok);
    }

    private Future<Reply> createTicket(Call call) {
        return accounts.callTickets(call.cost(), tickets -> tickets.issue(call.identity()))
                .map(Reply::created);
    }

    private Future<Reply> updateMe(Call call) {
        String addableBy = call.body().getString("addableBy");
        AccountChange change = new AccountChange(
                call.body().getString("displayName"),
                call.body().getString("language"),
                addableBy == null ? null : AddableBy.of(addableBy),
                call.body().getString("operatorCode"));
        return accounts.call(call.cost(), service -> service.update(call.userId(), change))
                .map(Reply::ok);
    }
}
