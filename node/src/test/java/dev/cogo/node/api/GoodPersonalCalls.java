package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/**
 * Good calls for a copy of one's data, and for its end. See {@link GoodCalls}. Copies are begun by Carol and read by Dave: a
 * new one takes the place of the one before.
 */
final class GoodPersonalCalls {
    private GoodPersonalCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(
                new GoodCall(
                        "startExport",
                        "of one's data",
                        202,
                        world -> Request.post("/auth/me/export").as(world.carol()),
                        (world, answer) ->
                                world.awaitExport(world.carol(), answer.json().getString("id"))),
                new GoodCall("getExport", "that is done", 200, world -> export("", world)),
                new GoodCall("downloadExport", "that is done", 200, world -> export("/data", world)),
                new GoodCall("deleteMe", "with the password", 202, world -> deletion(world.newPerson("nora"))));
    }

    private static Request export(String end, World world) {
        return Request.get("/auth/me/export/{exportId}" + end)
                .at("exportId", world.export())
                .as(world.dave());
    }

    static Request deletion(Person person) {
        return Request.post("/auth/me/deletion").as(person).with(new JsonObject().put("password", person.password()));
    }
}
