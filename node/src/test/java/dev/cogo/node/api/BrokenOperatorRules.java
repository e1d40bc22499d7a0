package dev.cogo.node.api;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of operators on accounts that must not be, and of others who would like to. See {@link BrokenRules}. */
final class BrokenOperatorRules {
    private static final Set<String> OPERATIONS = Set.of(
            "listUsers",
            "listAudit",
            "exportAudit",
            "createUser",
            "updateUser",
            "createPasswordLink",
            "endUserLogins",
            "deleteUser",
            "listApiTokens",
            "createApiToken",
            "revokeApiToken",
            "createRegistrationInvite");

    private final ApiFixture world;

    BrokenOperatorRules(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        Stream<BadCall> byOthers = OPERATIONS.stream()
                .map(operation -> bad(
                        operation,
                        "by somebody else",
                        "operator_only",
                        GoodCalls.first(operation, world).as(world.alice())));
        Person operator = world.operator();
        return Stream.concat(
                byOthers,
                Stream.of(
                        bad(
                                "createUser",
                                "twice",
                                "email_taken",
                                GoodOperatorCalls.create(world, "pia")
                                        .with(new JsonObject()
                                                .put("email", world.alice().email()))),
                        bad(
                                "updateUser",
                                "oneself",
                                "forbidden",
                                GoodOperatorCalls.update(world, operator, new JsonObject().put("disabled", true))),
                        bad(
                                "listAudit",
                                "from no time",
                                "invalid_request",
                                GoodOperatorCalls.audit()
                                        .query("from", "yesterday")
                                        .as(operator)),
                        bad("deleteUser", "oneself", "forbidden", GoodOperatorCalls.delete(world, operator.id())),
                        bad(
                                "deleteUser",
                                "nobody",
                                "user_not_found",
                                GoodOperatorCalls.delete(world, Ids.next().toString())),
                        bad(
                                "createApiToken",
                                "for a person",
                                "forbidden",
                                GoodOperatorCalls.token(world, world.bob().id(), "ai")),
                        bad(
                                "revokeApiToken",
                                "that there is not",
                                "token_not_found",
                                GoodOperatorCalls.revoke(
                                        world,
                                        GoodOperatorCalls.service(world),
                                        Ids.next().toString())),
                        bad(
                                "createPasswordLink",
                                "for a service user",
                                "forbidden",
                                Request.post("/admin/users/{userId}/password-link")
                                        .at("userId", GoodOperatorCalls.service(world))
                                        .as(operator)),
                        bad(
                                "exchangeSsoCode",
                                "of nobody",
                                "sso_code_invalid",
                                GoodOperatorCalls.exchange("no-code-of-anybody")),
                        bad("forgotPassword", "of no address", "invalid_request", GoodOperatorCalls.forgot("somebody")),
                        bad(
                                "resetPassword",
                                "by no link",
                                "link_not_found",
                                GoodOperatorCalls.reset("no-token-of-any-link"))));
    }

    private static BadCall bad(String operation, String name, String code, Request request) {
        return new BadCall(operation, name, Set.of(code), request);
    }
}
