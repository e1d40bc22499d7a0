package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.code.CodePurpose;
import dev.cogo.gateway.auth.code.CodeWish;
import dev.cogo.gateway.auth.code.IssuedCode;
import dev.cogo.gateway.auth.code.NewAccount;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /invite} and {@code /admin/generate_link}: codes that servers with the service key have mailed, or hand over themselves. */
final class AdminLinks {
    private final AccountService accounts;
    private final AccountAudit audit;
    private final AccountsConfig config;
    private final LandingPages pages;

    AdminLinks(AccountService accounts, AccountAudit audit, AccountsConfig config, LandingPages pages) {
        this.accounts = accounts;
        this.audit = audit;
        this.config = config;
        this.pages = pages;
    }

    Future<AuthReply> invite(AuthCall call) {
        MailLogins.requireMail(config);
        String email = email(call);
        JsonObject data = data(call);
        CodeWish wish = wish(call, CodePurpose.INVITE, null);
        Future<AuthReply> invited = accounts.call(new Cost(), service -> {
            JsonObject user = UserJson.of(service.credentials().create(email, null, data));
            service.codeLogins().mail(email, wish);
            return AuthReply.of(user);
        });
        return audit.serverCall(call.origin(), "inviteUser", null, AdminUsers.inItsTerms(invited));
    }

    Future<AuthReply> generate(AuthCall call) {
        String email = email(call);
        JsonObject data = data(call);
        String type = call.body().required("type");
        String base = pages.base(call.base());
        Future<AuthReply> made = accounts.call(new Cost(), service -> switch (type) {
            case "signup" -> signUp(service, call, base, email, data);
            case "invite" -> {
                JsonObject user = UserJson.of(service.credentials().create(email, null, data));
                yield link(service, base, email, wish(call, CodePurpose.INVITE, null), user);
            }
            case "magiclink" ->
                link(service, base, email, wish(call, CodePurpose.MAGICLINK, null), known(service, email, data));
            case "recovery" -> {
                JsonObject user =
                        UserJson.of(service.person(service.users().find(email).id()));
                yield link(service, base, email, wish(call, CodePurpose.RECOVERY, null), user);
            }
            default -> throw new AuthException(AuthError.invalid("type can be signup, invite, magiclink or recovery"));
        });
        return audit.serverCall(call.origin(), "generateLink", null, AdminUsers.inItsTerms(made));
    }

    private AuthReply signUp(Accounts service, AuthCall call, String base, String email, JsonObject data) {
        Registration wish = Registration.ofSupabase(email, call.body().required("password"), data);
        service.checkFree(email);
        NewAccount account = service.codeLogins().prepare(wish, call.origin());
        return link(service, base, email, wish(call, CodePurpose.SIGNUP, account), UserJson.pending(account, email));
    }

    private static JsonObject known(Accounts service, String email, JsonObject data) {
        try {
            return UserJson.of(service.person(service.users().find(email).id()));
        } catch (CogoException e) {
            if (e.code() != ErrorCode.USER_NOT_FOUND) {
                throw e;
            }
            return UserJson.of(service.credentials().create(email, null, data));
        }
    }

    private static AuthReply link(Accounts service, String base, String email, CodeWish wish, JsonObject user) {
        IssuedCode code = service.codeLogins().issue(email, wish);
        return AuthReply.of(user.copy()
                .put("action_link", base + code.path())
                .put("email_otp", code.digits())
                .put("hashed_token", code.token())
                .put("redirect_to", wish.page())
                .put("verification_type", wish.purpose().wireName()));
    }

    private CodeWish wish(AuthCall call, CodePurpose purpose, @Nullable NewAccount account) {
        String page = call.query().get("redirect_to");
        return new CodeWish(
                purpose, pages.of(page == null ? call.body().text("redirect_to") : page, call.base()), null, account);
    }

    private static JsonObject data(AuthCall call) {
        return Optional.ofNullable(call.body().data()).orElseGet(JsonObject::new);
    }

    private static String email(AuthCall call) {
        String email = call.body().email();
        if (email == null) {
            throw new AuthException(AuthError.invalid("email is missing"));
        }
        return email;
    }
}
