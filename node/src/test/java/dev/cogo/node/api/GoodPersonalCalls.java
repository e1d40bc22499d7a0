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
                new GoodCall("changePassword", "with the current one", 204, world -> {
                    Person person = world.newPerson("olga");
                    return password(person, person.password(), "nine loud lighthouses");
                }),
                new GoodCall(
                        "changePassword",
                        "soon after the login",
                        204,
                        world -> Request.post("/auth/password")
                                .as(world.newPerson("olga"))
                                .with(new JsonObject().put("newPassword", "nine loud lighthouses"))),
                new GoodCall("changeEmail", "with the password", 200, world -> {
                    Person person = world.newPerson("olga");
                    return email(person, person.password(), "new-" + person.email());
                }),
                new GoodCall(
                        "listLogins",
                        "one's own",
                        200,
                        world -> Request.get("/auth/logins").as(world.alice())),
                new GoodCall("endLogin", "an open one", 204, world -> {
                    Person person = world.newPerson("olga");
                    return endLogin(person, world.loginsOf(person).getFirst());
                }),
                new GoodCall(
                        "endLogins",
                        "the others",
                        204,
                        world -> Request.of("DELETE", "/auth/logins").as(world.newPerson("olga"))),
                new GoodCall(
                        "endLogins",
                        "all",
                        204,
                        world -> Request.of("DELETE", "/auth/logins")
                                .query("scope", "global")
                                .as(world.newPerson("olga"))),
                new GoodCall("deleteMe", "with the password", 202, world -> deletion(world.newPerson("nora"))));
    }

    private static Request export(String end, ApiFixture world) {
        return Request.get("/auth/me/export/{exportId}" + end)
                .at("exportId", world.export())
                .as(world.dave());
    }

    static Request password(Person person, String current, String next) {
        return Request.post("/auth/password")
                .as(person)
                .with(new JsonObject().put("currentPassword", current).put("newPassword", next));
    }

    static Request email(Person person, String password, String email) {
        return Request.post("/auth/email")
                .as(person)
                .with(new JsonObject().put("currentPassword", password).put("email", email));
    }

    static Request endLogin(Person person, String login) {
        return Request.of("DELETE", "/auth/logins/{loginId}")
                .at("loginId", login)
                .as(person);
    }

    static Request deletion(Person person) {
        return Request.post("/auth/me/deletion").as(person).with(new JsonObject().put("password", person.password()));
    }
}
