package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.CodeLogins;
import dev.cogo.gateway.auth.LoggedIn;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.code.CodePurpose;
import dev.cogo.gateway.auth.code.CodeWish;
import dev.cogo.gateway.auth.code.NewAccount;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /otp}, {@code /recover}, {@code /resend} and {@code /verify}: logins by codes that are mailed. */
final class MailLogins {
    private static final int MAX_TOKEN = 100;
    private static final AuthError NO_MAIL = new AuthError(
            422,
            "otp_disabled",
            "This server sends no mail (SMTP_URL): ask for a link with the service key, auth.admin.generateLink");

    private final AccountService accounts;
    private final Limits limits;
    private final AccountAudit audit;
    private final AccountsConfig config;
    private final LandingPages pages;

    MailLogins(AccountService accounts, Limits limits, AccountAudit audit, AccountsConfig config, LandingPages pages) {
        this.accounts = accounts;
        this.limits = limits;
        this.audit = audit;
        this.config = config;
        this.pages = pages;
    }

    /** Refuses where no mail is sent. */
    static void requireMail(AccountsConfig config) {
        if (config.smtp().isEmpty()) {
            throw new AuthException(NO_MAIL);
        }
    }

    /** An account that is made when its address is confirmed; whether it has one already is not told. */
    Future<AuthReply> signUp(AuthCall call, Registration registration) {
        CodeWish plain = wish(call, CodePurpose.SIGNUP, null);
        return mail(call, service -> {
            NewAccount account = service.codeLogins().prepare(registration, call.origin());
            service.codeLogins()
                    .mail(
                            registration.email(),
                            new CodeWish(plain.purpose(), plain.page(), plain.challenge(), account));
            return UserJson.pending(account, registration.email());
        });
    }

    Future<AuthReply> otp(AuthCall call) {
        requireMail(config);
        String email = email(call);
        JsonObject data = Optional.ofNullable(call.body().data()).orElseGet(JsonObject::new);
        boolean creates = !call.body().isFalse("create_user") && config.mayRegister(email);
        NewAccount account = creates ? CodeLogins.withoutPassword(email, data) : null;
        return mail(call, email, wish(call, CodePurpose.MAGICLINK, account));
    }

    Future<AuthReply> recover(AuthCall call) {
        requireMail(config);
        return mail(call, email(call), wish(call, CodePurpose.RECOVERY, null));
    }

    Future<AuthReply> resend(AuthCall call) {
        requireMail(config);
        String email = email(call);
        if (!"signup".equals(call.body().text("type"))) {
            throw new AuthException(AuthError.invalid("type can only be signup"));
        }
        return mail(call, service -> {
            service.codeLogins().mailAgain(email);
            return new JsonObject();
        });
    }

    Future<AuthReply> verify(AuthCall call) {
        call.body().refusePhone();
        String type = call.body().required("type");
        String hash = call.body().text("token_hash");
        if (hash != null) {
            return login(
                    call,
                    null,
                    spent(call)
                            .compose(spent -> accounts.call(
                                    new Cost(), service -> service.loginByCodeLink(cut(hash), call.origin()))));
        }
        String email = email(call);
        String digits = cut(call.body().required("token"));
        Set<CodePurpose> purposes = purposes(type);
        return login(
                call,
                email,
                spent(call)
                        .compose(spent -> limits.accounts()
                                .guess(
                                        email,
                                        call.from(),
                                        () -> accounts.call(
                                                new Cost(),
                                                service ->
                                                        service.loginByCode(email, digits, purposes, call.origin())))));
    }

    private Future<AuthReply> login(AuthCall call, @Nullable String email, Future<LoggedIn> login) {
        return audit.login(AuditEvent.LOGIN, call.origin(), email, login)
                .recover(failure -> Future.failedFuture(inItsTerms(failure)))
                .map(done -> AuthReply.of(SessionJson.of(done)));
    }

    /** A refused code, as the client knows it. */
    static Throwable inItsTerms(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.INVALID_CREDENTIALS
                ? new AuthException(new AuthError(403, "otp_expired", "Token has expired or is invalid"))
                : failure;
    }

    private static Set<CodePurpose> purposes(String type) {
        return switch (type) {
            case "email" -> Set.of(CodePurpose.MAGICLINK, CodePurpose.SIGNUP);
            case "magiclink" -> Set.of(CodePurpose.MAGICLINK);
            case "signup" -> Set.of(CodePurpose.SIGNUP);
            case "recovery" -> Set.of(CodePurpose.RECOVERY);
            case "invite" -> Set.of(CodePurpose.INVITE);
            default ->
                throw new AuthException(AuthError.invalid("type can be email, magiclink, signup, recovery or invite"));
        };
    }

    private CodeWish wish(AuthCall call, CodePurpose purpose, @Nullable NewAccount account) {
        return new CodeWish(
                purpose,
                pages.of(call.query().get("redirect_to"), call.base()),
                call.body().challenge(),
                account);
    }

    private Future<AuthReply> mail(AuthCall call, String email, CodeWish wish) {
        return mail(call, service -> {
            service.codeLogins().mail(email, wish);
            return new JsonObject();
        });
    }

    private Future<AuthReply> mail(AuthCall call, Function<Accounts, JsonObject> work) {
        return spent(call)
                .compose(spent -> limits.accounts().spendPasswordMail(call.from()))
                .compose(spent -> accounts.call(new Cost(), work))
                .map(AuthReply::of);
    }

    private Future<Void> spent(AuthCall call) {
        return limits.addresses().spendRequest(call.from()).mapEmpty();
    }

    private static String email(AuthCall call) {
        call.body().refusePhone();
        String email = call.body().email();
        if (email == null) {
            throw new AuthException(AuthError.invalid("email is missing"));
        }
        return email;
    }

    private static String cut(String text) {
        return text.length() > MAX_TOKEN ? "" : text;
    }
}
