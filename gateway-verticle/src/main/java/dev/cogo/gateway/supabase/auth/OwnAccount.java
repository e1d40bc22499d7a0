package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Identity;
import dev.cogo.gateway.auth.LogoutScope;
import dev.cogo.gateway.auth.Profile;
import dev.cogo.gateway.auth.ProfileChange;
import dev.cogo.gateway.limits.AccountLimits;
import dev.cogo.schema.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /user} and {@code /logout}: what a user does with their own account. */
final class OwnAccount {
    private final AccountService accounts;
    private final AccountLimits limits;

    OwnAccount(AccountService accounts, AccountLimits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    Future<Reply> read(Identity who) {
        return profile(who).map(OwnAccount::user);
    }

    Future<Reply> update(AuthCall call, Identity who) {
        call.body().refusePhone();
        ProfileChange change = new ProfileChange(
                call.body().email(), call.body().text("password"), call.body().data());
        return profile(who)
                .compose(before -> check(before, change).compose(checked -> change(before, change, who, call)))
                .recover(OwnAccount::emailExists)
                .map(OwnAccount::user);
    }

    Future<Reply> logout(AuthCall call, Identity who) {
        LogoutScope scope = scope(call.query().get("scope"));
        return profile(who)
                .compose(open -> accounts.call(new Cost(), service -> {
                    service.logout(who, scope);
                    return Reply.nothing();
                }));
    }

    /** The account of an open login, as the database says; a token alone may outlive it. */
    private Future<Profile> profile(Identity who) {
        return accounts.call(new Cost(), service -> service.profile(who))
                .map(found -> found.orElseThrow(() -> new AuthException(AuthError.noSession())));
    }

    private Future<Void> check(Profile before, ProfileChange change) {
        String password = change.password();
        if (password == null) {
            return Future.succeededFuture();
        }
        if (before.anonymous() && change.email() == null) {
            return Future.failedFuture(new AuthException(new AuthError(
                    422,
                    "validation_failed",
                    "Updating password of an anonymous user without an email is not possible")));
        }
        UUID id = before.account().id();
        return accounts.call(new Cost(), service -> service.isPassword(id, password))
                .compose(same -> same
                        ? Future.failedFuture(new AuthException(new AuthError(
                                422, "same_password", "New password should be different from the old password.")))
                        : Future.succeededFuture());
    }

    // Whether an address has an account shows here as it does in a registration, so it counts as one.
    private Future<Profile> change(Profile before, ProfileChange change, Identity who, AuthCall call) {
        Supplier<Future<Profile>> work = () -> accounts.call(new Cost(), service -> service.change(who, change));
        boolean other = change.email() != null
                && !change.email().equals(before.account().email());
        return other ? limits.register(call.from(), work) : work.get();
    }

    private static Future<Profile> emailExists(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.EMAIL_TAKEN
                ? Future.failedFuture(new AuthException(new AuthError(
                        422, "email_exists", "A user with this email address has already been registered")))
                : Future.failedFuture(failure);
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

    private static Reply user(Profile profile) {
        return Reply.of(UserJson.of(profile));
    }
}
