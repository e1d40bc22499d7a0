package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;

/** Good calls of operators on assistants, and of everybody who asks one. See {@link GoodCalls}. */
final class GoodAssistantCalls {
    private GoodAssistantCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(
                new GoodCall(
                        "createAssistant",
                        "with all that can be said",
                        201,
                        world -> create(world)
                                .with(assistant()
                                        .put("description", "Keeps minutes")
                                        .put("avatar", "\uD83D\uDCDD")
                                        .put("models", new JsonArray())
                                        .put("template", "You are {{name}}.")
                                        .put("language", "ko")
                                        .put("maxOutputTokens", 100)
                                        .put("tools", new JsonArray().add("*"))
                                        .put("dailyMicros", 500_000)
                                        .put("monthlyMicros", 5_000_000)
                                        .put("enabled", true))),
                new GoodCall(
                        "listAssistants",
                        "the first",
                        200,
                        world -> Request.get("/admin/assistants")
                                .query("limit", 1)
                                .as(world.operator())),
                new GoodCall("listAssistants", "the next page", 200, world -> {
                    made(world);
                    Request page =
                            Request.get("/admin/assistants").query("limit", 1).as(world.operator());
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall("getAssistant", "the built-in one", 200, world -> of("GET", world, "ai")),
                new GoodCall(
                        "updateAssistant",
                        "all that can change",
                        200,
                        world -> of("PATCH", world, made(world))
                                .with(new JsonObject()
                                        .put("handle", handle())
                                        .put("name", "Minutes")
                                        .put("description", "")
                                        .put("avatar", "https://example.org/scribe.png")
                                        .put("models", new JsonArray())
                                        .put("template", "")
                                        .put("language", "")
                                        .put("maxOutputTokens", 0)
                                        .put("tools", new JsonArray())
                                        .put("dailyMicros", 0)
                                        .put("monthlyMicros", 0)
                                        .put("enabled", false))),
                new GoodCall(
                        "listAssistantCards",
                        "all of them",
                        200,
                        world -> Request.get("/chat/assistants").as(world.alice())));
    }

    private static Request create(ApiFixture world) {
        return Request.post("/admin/assistants").as(world.operator());
    }

    private static String handle() {
        return "a-" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static JsonObject assistant() {
        return new JsonObject().put("handle", handle()).put("name", "Scribe");
    }

    /** The handle of a new one. */
    private static String made(ApiFixture world) {
        return world.api().get(create(world).with(assistant())).getString("handle");
    }

    private static Request of(String method, ApiFixture world, String handle) {
        return Request.of(method, "/admin/assistants/{handle}")
                .at("handle", handle)
                .as(world.operator());
    }
}
