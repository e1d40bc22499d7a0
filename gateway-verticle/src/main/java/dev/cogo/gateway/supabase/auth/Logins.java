package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.LoggedIn;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.code.LoginCodes;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** {@code /signup} and {@code /token}: how a session begins and goes on. */
final class Logins {
    private static final int MAX_TOKEN = 500;

    private final AccountService accounts;
    private final Limits limits;
    private final AccountAudit audit;
    private final AccountsConfig config;
    private final MailLogins mails;
    private final boolean anonymousSignIn;

    Logins(
            AccountService accounts,
            Limits limits,
            AccountAudit audit,
            AccountsConfig config,
            MailLogins mails,
            boolean anonymousSignIn) {
        this.config = config;
        this.mails = mails;
        this.accounts = accounts;
        this.limits = limits;
        this.audit = audit;
        this.anonymousSignIn = anonymousSignIn;
    }

    Future<AuthReply> signUp(AuthCall call) {
        call.body().refusePhone();
        String email = call.body().email();
        JsonObject given = call.body().data();
        JsonObject data = given == null ? new JsonObject() : given;
        if (email == null) {
            return signInAnonymously(call, data);
        }
        Registration registration = Registration.ofSupabase(email, password(call), data);
        return config.isMadeByMail(registration.email())
                ? mails.signUp(call, registration)
                : register(call, service -> service.register(registration, call.origin()));
    }

    Future<AuthReply> token(AuthCall call) {
        String grant = String.valueOf(call.query().get("grant_type"));
        return switch (grant) {
            case "password" -> signIn(call);
            case "refresh_token" -> refresh(call);
            case "pkce" -> exchange(call);
            default ->
                throw new AuthException(
                        AuthError.invalid("unsupported_grant_type: there are only password, refresh_token and pkce"));
        };
    }

    private Future<AuthReply> exchange(AuthCall call) {
        String code = call.body().required("auth_code");
        String verifier = call.body().required("code_verifier");
        Future<LoggedIn> loggedIn = limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> accounts.call(
                        new Cost(),
                        service -> LoginCodes.isExchangeable(code)
                                ? service.loginByExchange(code, verifier, call.origin())
                                : service.loginBySso(code, verifier, LoginDoor.SUPABASE, call.origin())));
        return audit.login(AuditEvent.LOGIN, call.origin(), null, loggedIn).map(Logins::session);
    }

    private Future<AuthReply> signInAnonymously(AuthCall call, JsonObject data) {
        if (!anonymousSignIn) {
            throw new AuthException(
                    new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled"));
        }
        return register(call, service -> service.registerAnonymously(data, call.origin()));
    }

    private Future<AuthReply> register(AuthCall call, Function<Accounts, LoggedIn> work) {
        Future<LoggedIn> registered = limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> limits.accounts().register(call.from(), () -> accounts.call(new Cost(), work)));
        return audit.login(AuditEvent.REGISTRATION, call.origin(), call.body().email(), registered)
                .map(Logins::session);
    }

    private Future<AuthReply> signIn(AuthCall call) {
        call.body().refusePhone();
        String email = call.body().email();
        if (email == null) {
            throw new AuthException(AuthError.invalid("email is missing"));
        }
        String password = password(call);
        Future<LoggedIn> loggedIn = limits.addresses()
                .spendRequest(call.from())
                .compose(spent -> limits.accounts()
                        .guess(
                                email,
                                call.from(),
                                () -> accounts.call(
                                        new Cost(),
                                        service -> service.login(email, password, LoginDoor.SUPABASE, call.origin()))));
        return audit.login(AuditEvent.LOGIN, call.origin(), email, loggedIn).map(Logins::session);
    }

    // Too many are 503 here: on 429 the client would give up its session for a minute.
    private Future<AuthReply> refresh(AuthCall call) {
        String token = call.body().required("refresh_token");
        if (token.length() > MAX_TOKEN) {
            return Future.failedFuture(new CogoException(ErrorCode.REFRESH_TOKEN_INVALID, "the token is too long"));
        }
        return limits.addresses()
                .spendRequest(call.from())
                .recover(refused -> Future.failedFuture(
                        new CogoException(ErrorCode.OVERLOADED, String.valueOf(refused.getMessage()))))
                .compose(spent -> accounts.call(new Cost(), service -> service.refresh(token, call.origin())))
                // The account was erased a moment ago: its tokens are unknown, as they will be to the next request.
                .recover(failure -> failure instanceof CogoException ours && ours.code() == ErrorCode.INVALID_TOKEN
                        ? Future.failedFuture(new CogoException(ErrorCode.REFRESH_TOKEN_INVALID, "no such account"))
                        : Future.failedFuture(failure))
                .map(Logins::session);
    }

    private static String password(AuthCall call) {
        return call.body().required("password");
    }

    private static AuthReply session(LoggedIn login) {
        return AuthReply.of(SessionJson.of(login));
    }
}
