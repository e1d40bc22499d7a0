package dev.cogo.node.api;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of the described form that want data of others, or the end of an account without proof. See {@link BrokenRules}. */
final class BrokenPersonalRules {
    private final World world;

    BrokenPersonalRules(World world) {
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
                        "deleteMe",
                        "with a wrong password",
                        "invalid_credentials",
                        GoodPersonalCalls.deletion(world.alice()).with(new JsonObject().put("password", "a guess"))));
    }

    private static BadCall bad(String operation, String name, String code, Request request) {
        return new BadCall(operation, name, Set.of(code), request);
    }
}
