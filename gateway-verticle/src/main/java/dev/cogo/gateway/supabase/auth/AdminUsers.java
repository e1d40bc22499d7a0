package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.Accounts.PeoplePage;
import dev.cogo.gateway.auth.account.ProfileChange;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /admin/users}: what servers with the service key do with accounts, by the same work as operators. */
final class AdminUsers {
    private static final int PER_PAGE = 50;
    private static final int MAX_PER_PAGE = 1000;
    private static final int MAX_PAGE = 100_000;
    /** What the account does not keep: it is refused rather than lost. */
    private static final Set<String> NOT_KEPT = Set.of("id", "password_hash", "app_metadata");

    private final AccountService accounts;
    private final AccountAudit audit;

    AdminUsers(AccountService accounts, AccountAudit audit) {
        this.accounts = accounts;
        this.audit = audit;
    }

    Future<AuthReply> list(AuthCall call) {
        int page = number(call, "page", 1, MAX_PAGE);
        int perPage = number(call, "per_page", PER_PAGE, MAX_PER_PAGE);
        return on(service -> {
            PeoplePage found = service.people((page - 1L) * perPage, perPage);
            JsonArray users = new JsonArray();
            found.items().forEach(user -> users.add(UserJson.of(user)));
            AuthReply reply = AuthReply.of(new JsonObject().put("users", users).put("aud", "authenticated"));
            Map<String, String> headers = new HashMap<>(reply.headers());
            headers.put("x-total-count", String.valueOf(found.all()));
            headers.put("link", links(page, perPage, found.all()));
            return new AuthReply(reply.body(), headers);
        });
    }

    // In the one form that the client reads: page is the first parameter.
    private static String links(int page, int perPage, long all) {
        long last = Math.max(1, (all + perPage - 1) / perPage);
        List<String> links = new ArrayList<>();
        if (page < last) {
            links.add(link(page + 1L, perPage, "next"));
        }
        links.add(link(last, perPage, "last"));
        return String.join(", ", links);
    }

    private static String link(long page, int perPage, String rel) {
        return "</admin/users?page=%d&per_page=%d>; rel=\"%s\"".formatted(page, perPage, rel);
    }

    private static int number(AuthCall call, String name, int usual, int most) {
        String text = call.query().get(name);
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same sentence
        }
        throw new AuthException(AuthError.invalid(name + " must be a number from 1 to " + most));
    }

    Future<AuthReply> read(AuthCall call, UUID user) {
        return on(service -> AuthReply.of(UserJson.of(service.person(user))));
    }

    Future<AuthReply> create(AuthCall call) {
        AuthBody body = call.body();
        check(body);
        String email = body.email();
        if (email == null) {
            throw new AuthException(AuthError.invalid("Cannot create a user without an email"));
        }
        String password = body.text("password");
        JsonObject data = Optional.ofNullable(body.object("user_metadata")).orElseGet(JsonObject::new);
        Optional<Duration> ban = Optional.ofNullable(body.text("ban_duration")).flatMap(BanDuration::of);
        Future<AuthReply> made = on(service -> {
            UUID id = service.credentials()
                    .create(email, password, data)
                    .account()
                    .id();
            ban.ifPresent(time -> service.users().disableFor(id, time));
            return AuthReply.of(UserJson.of(service.person(id)));
        });
        return audit.serverCall(call.origin(), "createUser", null, inItsTerms(made));
    }

    Future<AuthReply> update(AuthCall call, UUID user) {
        AuthBody body = call.body();
        check(body);
        ProfileChange change =
                new ProfileChange(body.email(), body.text("password"), null, body.object("user_metadata"));
        String ban = body.text("ban_duration");
        Optional<Duration> time = Optional.ofNullable(ban).flatMap(BanDuration::of);
        Future<AuthReply> changed = on(service -> {
            service.users().checkPerson(user);
            service.credentials().changeOf(user, change);
            if (time.isPresent()) {
                service.users().disableFor(user, time.get());
            } else if (ban != null) {
                service.users().setDisabled(user, false);
            }
            return AuthReply.of(UserJson.of(service.person(user)));
        });
        return audit.serverCall(call.origin(), "updateUser", user, inItsTerms(changed));
    }

    Future<AuthReply> delete(AuthCall call, UUID user) {
        if (call.body().flag("should_soft_delete")) {
            throw new AuthException(
                    AuthError.invalid("Accounts are deleted for good: ban the user to keep the account"));
        }
        return audit.serverCall(call.origin(), "deleteUser", user, on(service -> {
            service.users().checkPerson(user);
            service.credentials().deleteOf(user);
            return AuthReply.of(new JsonObject());
        }));
    }

    private static void check(AuthBody body) {
        body.refusePhone();
        NOT_KEPT.forEach(name -> {
            if (body.has(name)) {
                throw new AuthException(AuthError.invalid(name + " can't be set here"));
            }
        });
        String role = body.text("role");
        if (role != null && !role.equals("authenticated")) {
            throw new AuthException(AuthError.invalid("role can only be authenticated"));
        }
    }

    /** A user's id in a path. */
    static UUID id(@Nullable String text) {
        try {
            return Ids.parse(text, "id");
        } catch (CogoException e) {
            throw new AuthException(AuthError.invalid("user_id must be an UUID"));
        }
    }

    /** That an address is taken, as the client knows it. */
    static Future<AuthReply> inItsTerms(Future<AuthReply> work) {
        return work.recover(failure -> Future.failedFuture(
                failure instanceof CogoException ours && ours.code() == ErrorCode.EMAIL_TAKEN
                        ? new AuthException(AuthError.emailExists())
                        : failure));
    }

    private Future<AuthReply> on(Function<Accounts, AuthReply> work) {
        return accounts.call(new Cost(), work);
    }
}
