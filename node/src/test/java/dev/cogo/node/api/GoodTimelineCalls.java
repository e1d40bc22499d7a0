package dev.cogo.node.api;

import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Good calls that change messages, react to them, and find them. See {@link GoodCalls}. */
final class GoodTimelineCalls {
    /** 👍, as it stands in a path. */
    static final String THUMB = "%F0%9F%91%8D";

    private GoodTimelineCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(changes(), reactions(), readings()).flatMap(List::stream);
    }

    private static List<GoodCall> changes() {
        return List.of(
                new GoodCall(
                        "editMessage",
                        "one's own",
                        200,
                        world -> edit(newMessage(world, world.bob()))
                                .as(world.bob())
                                .with(text("Which one shall we see on Sunday?\r\n등대 🗼"))),
                new GoodCall(
                        "editMessage",
                        "another's, as the owner",
                        200,
                        world -> edit(newMessage(world, world.bob()))
                                .as(world.alice())
                                .with(text("Let us stay with lighthouses."))),
                new GoodCall("editMessage", "to the same text", 200, world -> {
                    JsonObject message = newMessage(world, world.bob());
                    return edit(message).as(world.bob()).with(text(message.getString("content")));
                }),
                new GoodCall(
                        "deleteMessage",
                        "one's own",
                        200,
                        world -> delete(newMessage(world, world.bob())).as(world.bob())),
                new GoodCall("deleteMessage", "a deleted one", 200, world -> {
                    Request delete = delete(newMessage(world, world.bob())).as(world.alice());
                    world.api().get(delete);
                    return delete;
                }));
    }

    private static List<GoodCall> reactions() {
        return List.of(
                new GoodCall(
                        "addReaction",
                        "an emoji",
                        200,
                        world -> react("PUT", world.message(), THUMB).as(world.bob())),
                new GoodCall(
                        "addReaction",
                        "a short name",
                        200,
                        world -> react("PUT", world.message(), "%2B1").as(world.bob())),
                new GoodCall(
                        "addReaction",
                        "an emoji of several",
                        200,
                        world -> react("PUT", world.message(), "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80")
                                .as(world.bob())),
                new GoodCall("removeReaction", "one's own", 200, world -> {
                    world.api().get(react("PUT", world.message(), THUMB).as(world.bob()));
                    return react("DELETE", world.message(), THUMB).as(world.bob());
                }),
                new GoodCall(
                        "removeReaction",
                        "that is not there",
                        200,
                        world -> react("DELETE", world.message(), "nobody-said-this")
                                .as(world.bob())));
    }

    private static List<GoodCall> readings() {
        return List.of(
                new GoodCall(
                        "getMessagesAround",
                        "the first",
                        200,
                        world -> around(world, 1).query("limit", 3)),
                new GoodCall("getMessagesAround", "beyond the end", 200, world -> around(world, 1_000_000)),
                new GoodCall("getEvents", "all", 200, world -> events(world, 0).query("limit", 200)),
                new GoodCall("getEvents", "the next page", 200, world -> {
                    Request page = events(world, 0).query("limit", 1);
                    return page.query("after", world.api().get(page).getString("next"));
                }),
                new GoodCall("getEvents", "after the end", 200, world -> events(world, 1_000_000)),
                new GoodCall(
                        "searchMessages",
                        "in a session",
                        200,
                        world -> search(world, "lighthouse")
                                .query("sessionId", world.session())
                                .query("limit", 1)),
                new GoodCall("searchMessages", "everywhere", 200, world -> search(world, "%EB%93%B1%EB%8C%80+Sunday")),
                new GoodCall("searchMessages", "the next page", 200, world -> {
                    world.send(world.bob(), world.session(), "A lantern");
                    world.send(world.bob(), world.session(), "Another lantern");
                    Request page = search(world, "lantern").query("limit", 1);
                    Eventually.until(
                            "both to be found", () -> world.api().get(page).getString("next") != null);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }));
    }

    static JsonObject text(String content) {
        return new JsonObject().put("content", content);
    }

    /** A new message in the session of Alice and Bob. */
    static JsonObject newMessage(ApiFixture world, Person from) {
        return world.send(from, world.session(), "What about windmills?");
    }

    static Request edit(JsonObject message) {
        return of("PATCH", message);
    }

    static Request delete(JsonObject message) {
        return of("DELETE", message);
    }

    /** Has the AI answer it. */
    static Request answer(JsonObject message) {
        return of("POST", message, "/answer").with(new JsonObject());
    }

    private static Request of(String method, JsonObject message) {
        return of(method, message, "");
    }

    private static Request of(String method, JsonObject message, String end) {
        return Request.of(method, "/chat/session/{sessionId}/message/{messageId}" + end)
                .at("sessionId", message.getString("sessionId"))
                .at("messageId", message.getString("id"));
    }

    static Request react(String method, JsonObject message, String emoji) {
        return Request.of(method, "/chat/session/{sessionId}/message/{messageId}/reaction/{emoji}")
                .at("sessionId", message.getString("sessionId"))
                .at("messageId", message.getString("id"))
                .at("emoji", emoji);
    }

    private static Request around(ApiFixture world, long seq) {
        return Request.get("/chat/session/{sessionId}/messages/around/{seq}")
                .at("sessionId", world.session())
                .at("seq", seq)
                .as(world.bob());
    }

    private static Request events(ApiFixture world, long after) {
        return Request.get("/chat/session/{sessionId}/events")
                .at("sessionId", world.session())
                .query("after", after)
                .as(world.bob());
    }

    static Request search(ApiFixture world, String words) {
        return Request.get("/chat/search").query("q", words).as(world.bob());
    }
}
