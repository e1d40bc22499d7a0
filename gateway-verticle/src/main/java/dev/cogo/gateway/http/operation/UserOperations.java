package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.Accounts;
import dev.cogo.gateway.auth.admin.ListedUser;
import dev.cogo.gateway.auth.admin.UserAdministration;
import dev.cogo.gateway.auth.admin.UserAdministration.Kind;
import dev.cogo.gateway.auth.admin.UserSearch;
import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** {@code /admin}: what operators do with accounts. {@link OperatorOperations} looks whether it is an operator who calls. */
public final class UserOperations {
    private static final int LIMIT = 50;
    private static final int WEEK_SECONDS = 7 * 24 * 60 * 60;

    private final AccountService accounts;

    public UserOperations(AccountService accounts) {
        this.accounts = accounts;
    }

    /** The operations by their ids in the document. */
    Map<String, Operation> all() {
        return Map.of(
                "listUsers", this::list,
                "createUser", this::create,
                "updateUser", this::update,
                "createPasswordLink", this::createLink,
                "endUserLogins", this::endLogins,
                "deleteUser", this::delete,
                "listApiTokens", this::listTokens,
                "createApiToken", this::createToken,
                "revokeApiToken", this::revokeToken,
                "createRegistrationInvite", this::invite);
    }

    private Future<Reply> list(Call call) {
        String state = call.text("state");
        String cursor = call.text("cursor");
        UserSearch search = new UserSearch(
                call.text("search"),
                state == null ? null : UserSearch.State.of(state),
                cursor == null ? null : cursorOf(cursor),
                call.integer("limit", LIMIT));
        return onUsers(call, users -> {
            List<ListedUser> page = users.list(search);
            boolean more = page.size() == search.limit();
            return Reply.ok(new Page(page, more ? page.getLast().id().toString() : null));
        });
    }

    private static UUID cursorOf(String cursor) {
        try {
            return Ids.parse(cursor, "cursor");
        } catch (CogoException e) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "cursor is none of this list", e);
        }
    }

    private Future<Reply> create(Call call) {
        JsonObject body = call.body();
        return onUsers(
                call,
                users -> Reply.created(users.create(
                        body.getString("email"),
                        body.getString("displayName"),
                        body.getString("language"),
                        kindOf(body))));
    }

    private static Kind kindOf(JsonObject body) {
        boolean operator = body.getBoolean("operator", false);
        boolean service = body.getBoolean("service", false);
        if (operator && service) {
            throw CogoException.invalid("a service user is no operator");
        }
        return operator ? Kind.OPERATOR : service ? Kind.SERVICE : Kind.PERSON;
    }

    private Future<Reply> listTokens(Call call) {
        UUID user = call.id("userId");
        return on(call, service -> Reply.ok(new Page(service.apiTokens().list(user), null)));
    }

    private Future<Reply> createToken(Call call) {
        UUID user = call.id("userId");
        JsonObject body = call.body();
        List<Scope> scopes = body.getJsonArray("scopes").stream()
                .map(name -> Scope.of((String) name).orElseThrow())
                .toList();
        Duration life = Duration.ofSeconds(body.getInteger("expiresInSeconds"));
        return on(
                call,
                service -> Reply.created(
                        service.apiTokens().create(call.userId(), user, body.getString("name"), scopes, life)));
    }

    private Future<Reply> revokeToken(Call call) {
        UUID user = call.id("userId");
        UUID token = call.id("tokenId");
        return on(call, service -> {
            service.apiTokens().revoke(user, token);
            return Reply.nothing();
        });
    }

    private Future<Reply> update(Call call) {
        UUID user = others(call);
        Boolean disabled = call.body().getBoolean("disabled");
        Boolean operator = call.body().getBoolean("operator");
        return onUsers(call, users -> {
            if (operator != null) {
                users.setOperator(user, operator);
            }
            if (disabled != null) {
                users.setDisabled(user, disabled);
            }
            return Reply.ok(users.find(user));
        });
    }

    private Future<Reply> createLink(Call call) {
        UUID user = call.id("userId");
        return onUsers(call, users -> Reply.created(users.link(user)));
    }

    private Future<Reply> endLogins(Call call) {
        UUID user = call.id("userId");
        return onUsers(call, users -> {
            users.endLogins(user);
            return Reply.nothing();
        });
    }

    private Future<Reply> delete(Call call) {
        UUID user = others(call);
        return on(call, service -> {
            service.credentials().deleteOf(user);
            return new Reply(202, new JsonObject());
        });
    }

    private Future<Reply> invite(Call call) {
        int uses = call.body().getInteger("maxUses", 1);
        Duration life = Duration.ofSeconds(call.body().getInteger("expiresInSeconds", WEEK_SECONDS));
        return on(call, service -> Reply.created(service.invites().create(call.userId(), uses, life)));
    }

    // Nobody shuts themselves out: the last operator could not come back.
    private static UUID others(Call call) {
        UUID user = call.id("userId");
        if (user.equals(call.userId())) {
            throw new CogoException(ErrorCode.FORBIDDEN, "operators don't do this to their own account");
        }
        return user;
    }

    private Future<Reply> onUsers(Call call, Function<UserAdministration, Reply> work) {
        return on(call, service -> work.apply(service.users()));
    }

    private Future<Reply> on(Call call, Function<Accounts, Reply> work) {
        return accounts.call(call.cost(), work);
    }
}
