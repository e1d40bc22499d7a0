package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.ProfileChange;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LogoutScope;
import dev.cogo.gateway.limits.AccountLimits;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /user} and {@code /logout}: what a user does with their own account. */
final class OwnAccount {
    private final AccountService accounts;
    private final AccountLimits limits;
    private final AccountAudit audit;

    OwnAccount(AccountService accounts, AccountLimits limits, AccountAudit audit) {
        this.accounts = accounts;
        this.limits = limits;
        this.audit = audit;
    }

    Future<AuthReply> read(Identity who) {
        return profile(who).map(OwnAccount::user);
    }

    Future<AuthReply> update(AuthCall call, Identity who) {
        call.body().refusePhone();
        AuthBody body = call.body();
        ProfileChange change =
                new ProfileChange(body.email(), body.text("password"), body.text("current_password"), body.data());
        return profile(who)
                .compose(before -> {
                    checkNotAnonymous(before, change);
                    return change(before, change, who, call);
                })
                .recover(failure -> Future.failedFuture(inItsTerms(failure)))
                .map(OwnAccount::user);
    }

    Future<AuthReply> logout(AuthCall call, Identity who) {
        LogoutScope scope = scope(call.query().get("scope"));
        return profile(who)
                .compose(open -> accounts.call(new Cost(), service -> {
                    service.logins().end(who, scope);
                    return AuthReply.nothing();
                }));
    }

    /** The account of an open login, as the database says; a token alone may outlive it. */
    private Future<Profile> profile(Identity who) {
        return accounts.call(new Cost(), service -> service.profile(who))
                .map(found -> found.orElseThrow(() -> new AuthException(AuthError.noSession())));
    }

    private static void checkNotAnonymous(Profile before, ProfileChange change) {
        if (change.password() != null && before.anonymous() && change.email() == null) {
            throw new AuthException(new AuthError(
                    422,
                    "validation_failed",
                    "Updating password of an anonymous user without an email is not possible"));
        }
    }

    private Future<Profile> change(Profile before, ProfileChange change, Identity who, AuthCall call) {
        boolean otherEmail = change.email() != null
                && !change.email().equals(before.account().email());
        boolean otherPassword = change.password() != null;
        Supplier<Future<Profile>> work =
                () -> accounts.call(new Cost(), service -> service.credentials().change(who, change));
        Future<Profile> done;
        if (otherEmail) {
            // Whether an address has an account shows here as it does in a registration, so it counts as one.
            done = limits.register(call.from(), () -> guessing(before, call, work));
        } else {
            done = otherPassword ? guessing(before, call, work) : work.get();
        }
        return audited(otherEmail, otherPassword, call, who, done);
    }

    // Whoever has found an open browser must not find out the password there either.
    private Future<Profile> guessing(Profile before, AuthCall call, Supplier<Future<Profile>> work) {
        Account account = before.account();
        return limits.guess(account.email() == null ? account.id().toString() : account.email(), call.from(), work);
    }

    private Future<Profile> audited(
            boolean otherEmail, boolean otherPassword, AuthCall call, Identity who, Future<Profile> work) {
        Future<Profile> told = work;
        if (otherEmail) {
            told = audit.call(AuditEvent.EMAIL_CHANGE, call.origin(), who.userId(), told);
        }
        if (otherPassword) {
            told = audit.call(AuditEvent.PASSWORD_CHANGE, call.origin(), who.userId(), told);
        }
        return told;
    }

    private static Throwable inItsTerms(Throwable failure) {
        if (!(failure instanceof CogoException ours)) {
            return failure;
        }
        return switch (ours.code()) {
            case EMAIL_TAKEN -> new AuthException(AuthError.emailExists());
            case INVALID_CREDENTIALS ->
                new AuthException(new AuthError(400, "current_password_invalid", "The current password is wrong"));
            default -> ours;
        };
    }

    private static LogoutScope scope(@Nullable String text) {
        return switch (Optional.ofNullable(text).orElse("global")) {
            case "global" -> LogoutScope.GLOBAL;
            case "local" -> LogoutScope.LOCAL;
            case "others" -> LogoutScope.OTHERS;
            default ->
                throw new AuthException(
                        AuthError.invalid("Unsupported logout scope: there are global, local and others"));
        };
    }

    private static AuthReply user(Profile profile) {
        return AuthReply.of(UserJson.of(profile));
    }
}
