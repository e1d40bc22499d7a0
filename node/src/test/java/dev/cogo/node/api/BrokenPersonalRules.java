package dev.cogo.node.api;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of the described form that want data of others, or the end of an account without proof. See {@link BrokenRules}. */
final class BrokenPersonalRules {
    private final ApiFixture world;

    BrokenPersonalRules(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return Stream.of(
                bad(
                        "getExport",
                        "another's",
                        "export_not_found",
                        GoodCalls.first("getExport", world).as(world.alice())),
                bad(
                        "downloadExport",
                        "another's",
                        "export_not_found",
                        GoodCalls.first("downloadExport", world).as(world.alice())),
                bad(
                        "downloadExport",
                        "that there is not",
                        "export_not_found",
                        GoodCalls.first("downloadExport", world).at("exportId", Ids.next())),
                bad(
                        "changePassword",
                        "with a wrong one",
                        "invalid_credentials",
                        GoodPersonalCalls.password(world.alice(), "a guess", "nine loud lighthouses")),
                bad(
                        "changePassword",
                        "to a weak one",
                        "weak_password",
                        GoodPersonalCalls.password(world.alice(), world.alice().password(), "Password123!")),
                bad(
                        "changeEmail",
                        "with a wrong password",
                        "invalid_credentials",
                        GoodPersonalCalls.email(
                                world.alice(), "a guess", "new-" + world.alice().email())),
                bad(
                        "changeEmail",
                        "to another's",
                        "email_taken",
                        GoodPersonalCalls.email(
                                world.alice(),
                                world.alice().password(),
                                world.carol().email())),
                bad(
                        "changeEmail",
                        "to an operator's",
                        "operator_only",
                        GoodPersonalCalls.email(world.alice(), world.alice().password(), ApiFixture.FREE_OPERATOR)),
                bad(
                        "endLogin",
                        "another's",
                        "login_not_found",
                        GoodPersonalCalls.endLogin(
                                world.alice(), world.loginsOf(world.carol()).getFirst())),
                bad(
                        "deleteMe",
                        "with a wrong password",
                        "invalid_credentials",
                        GoodPersonalCalls.deletion(world.alice()).with(new JsonObject().put("password", "a guess"))));
    }

    private static BadCall bad(String operation, String name, String code, Request request) {
        return new BadCall(operation, name, Set.of(code), request);
    }
}
