package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/** Good calls of operators on everybody's sessions. See {@link GoodCalls}. */
final class GoodSessionCalls {
    private GoodSessionCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(
                new GoodCall(
                        "listAllSessions",
                        "of somebody, on hold or not",
                        200,
                        world -> list(world)
                                .query("member", world.alice().id())
                                .query("kind", "group")
                                .query("state", "held")),
                new GoodCall("listAllSessions", "the next page, by title", 200, world -> {
                    named(world, "Zebras 1");
                    named(world, "zebras 2");
                    Request page = list(world).query("title", "ZEBRAS").query("limit", 1);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall("getAnySession", "somebody's", 200, world -> of("GET", "", world, world.session())),
                new GoodCall("updateAnySession", "archived", 200, world -> archive(world, true)),
                new GoodCall("updateAnySession", "opened", 200, world -> archive(world, false)),
                new GoodCall("listAnyMembers", "the next page", 200, world -> {
                    Request page = of("GET", "/members", world, world.session()).query("limit", 1);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall("holdSession", "for a case", 200, world -> hold(world, world.newSession(world.alice()))),
                new GoodCall(
                        "releaseSession",
                        "that was not on hold",
                        204,
                        world -> of("DELETE", "/hold", world, world.newSession(world.alice()))),
                new GoodCall("exportSession", "somebody's", 200, world -> of("GET", "/export", world, world.session())),
                new GoodCall(
                        "deleteAnySession",
                        "somebody's",
                        204,
                        world -> of("DELETE", "", world, world.newSession(world.alice()))));
    }

    private static void named(ApiFixture world, String title) {
        world.api().get(Request.post("/chat/session").as(world.alice()).with(new JsonObject().put("title", title)));
    }

    private static Request list(ApiFixture world) {
        return Request.get("/admin/sessions").as(world.operator());
    }

    private static Request archive(ApiFixture world, boolean archived) {
        return of("PATCH", "", world, world.newSession(world.alice())).with(new JsonObject().put("archived", archived));
    }

    static Request hold(ApiFixture world, String session) {
        return of("PUT", "/hold", world, session).with(new JsonObject().put("reason", "Case 12"));
    }

    static Request of(String method, String path, ApiFixture world, String session) {
        return Request.of(method, "/admin/sessions/{sessionId}" + path)
                .at("sessionId", session)
                .as(world.operator());
    }
}
