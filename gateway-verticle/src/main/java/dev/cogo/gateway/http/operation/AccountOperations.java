package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.LoggedIn;
import dev.cogo.gateway.auth.Login;
import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.auth.account.AccountChange;
import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.ProfileChange;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.auth.login.LogoutScope;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.schema.identity.AddableBy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;

/** {@code /auth}: accounts and logins. */
public final class AccountOperations {
    private final AccountService accounts;
    private final Limits limits;
    private final AccountAudit audit;

    public AccountOperations(AccountService accounts, Limits limits, AccountAudit audit) {
        this.accounts = accounts;
        this.limits = limits;
        this.audit = audit;
    }

    public void addTo(OperationTable table) {
        table.on("register", this::register)
                .on("login", this::login)
                .on("refresh", this::refresh)
                .on("logout", this::logout)
                .on("me", this::me)
                .on("updateMe", this::updateMe)
                .on("deleteMe", this::deleteMe)
                .on("changePassword", this::changePassword)
                .on("changeEmail", this::changeEmail)
                .on("resetPassword", this::resetPassword)
                .on("forgotPassword", this::forgotPassword)
                .on("listLogins", this::listLogins)
                .on("endLogin", this::endLogin)
                .on("endLogins", this::endLogins)
                .on("createTicket", this::createTicket);
    }

    private Future<Reply> register(Call call) {
        Registration registration = Registration.atRest(
                call.body().getString("email"),
                call.body().getString("password"),
                call.body().getString("displayName"),
                call.body().getString("language"),
                call.body().getString("operatorCode"),
                call.body().getString("invite"));
        Future<LoggedIn> registered = limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> limits.accounts()
                        .register(
                                call.from(),
                                () -> accounts.call(
                                        call.cost(), service -> service.register(registration, call.origin()))));
        return audit.login(AuditEvent.REGISTRATION, call.origin(), registration.email(), registered)
                .map(login -> Reply.created(Login.of(login)));
    }

    private Future<Reply> login(Call call) {
        String email = EmailAddress.normalise(call.body().getString("email"));
        String password = call.body().getString("password");
        Future<LoggedIn> loggedIn = limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> guessing(
                        call, email, service -> service.login(email, password, LoginDoor.REST, call.origin())));
        return audit.login(AuditEvent.LOGIN, call.origin(), email, loggedIn).map(login -> Reply.ok(Login.of(login)));
    }

    // Whoever has found an open browser must not find out the password there either.
    private Future<Reply> deleteMe(Call call) {
        String password = call.body().getString("password");
        Future<UUID> gone =
                guessing(call, accountOf(call), service -> service.credentials().delete(call.identity(), password));
        return audit.call(AuditEvent.ACCOUNT_DELETION, call.origin(), call.userId(), gone)
                .map(deleted -> new Reply(202, new JsonObject()));
    }

    private Future<Reply> changePassword(Call call) {
        ProfileChange change = ProfileChange.ofPassword(
                call.body().getString("newPassword"), call.body().getString("currentPassword"));
        Future<Profile> done =
                guessing(call, accountOf(call), service -> service.credentials().change(call.identity(), change));
        return audit.call(AuditEvent.PASSWORD_CHANGE, call.origin(), call.userId(), done)
                .map(changed -> Reply.nothing());
    }

    // Whether an address has an account shows here as it does in a registration, so it counts as one.
    private Future<Reply> changeEmail(Call call) {
        ProfileChange change = ProfileChange.ofEmail(
                call.body().getString("email"), call.body().getString("currentPassword"));
        Future<Profile> done = limits.accounts()
                .register(
                        call.from(),
                        () -> guessing(
                                call,
                                accountOf(call),
                                service -> service.credentials().change(call.identity(), change)));
        return audit.call(AuditEvent.EMAIL_CHANGE, call.origin(), call.userId(), done)
                .map(changed -> Reply.ok(changed.account()));
    }

    private Future<Reply> resetPassword(Call call) {
        String token = call.body().getString("token");
        String password = call.body().getString("password");
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> accounts.call(
                        call.cost(), service -> service.credentials().reset(token, password)))
                .onSuccess(user -> audit.passwordReset(call.origin(), user))
                .map(changed -> Reply.nothing());
    }

    private Future<Reply> forgotPassword(Call call) {
        String email = EmailAddress.normalise(call.body().getString("email"));
        String language = call.body().getString("language");
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> limits.accounts().spendPasswordMail(call.from()))
                .compose(spent -> accounts.call(call.cost(), service -> {
                    service.forgotPassword(email, language);
                    return new Reply(202, new JsonObject());
                }));
    }

    private Future<Reply> listLogins(Call call) {
        return accounts.call(call.cost(), service -> service.logins().read(call.identity()))
                .map(logins -> Reply.ok(new Page(logins, null)));
    }

    private Future<Reply> endLogin(Call call) {
        return accounts.call(call.cost(), service -> {
            service.logins().end(call.userId(), call.id("loginId"));
            return Reply.nothing();
        });
    }

    private Future<Reply> endLogins(Call call) {
        LogoutScope scope = "global".equals(call.text("scope")) ? LogoutScope.GLOBAL : LogoutScope.OTHERS;
        return accounts.call(call.cost(), service -> {
            service.logins().end(call.identity(), scope);
            return Reply.nothing();
        });
    }

    // An anonymous one has no address.
    private static String accountOf(Call call) {
        String email = call.identity().email();
        return email.isEmpty() ? call.userId().toString() : email;
    }

    private <T> Future<T> guessing(Call call, String account, Function<Accounts, T> work) {
        return limits.accounts().guess(account, call.from(), () -> accounts.call(call.cost(), work));
    }

    private Future<Reply> refresh(Call call) {
        String token = call.body().getString("refreshToken");
        return limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> accounts.call(call.cost(), service -> service.refresh(token, call.origin())))
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
        Future<Account> updated = accounts.call(call.cost(), service -> service.update(call.userId(), change));
        return (change.operatorCode() == null
                        ? updated
                        : audit.call(AuditEvent.OPERATOR_CODE, call.origin(), call.userId(), updated))
                .map(Reply::ok);
    }
}
