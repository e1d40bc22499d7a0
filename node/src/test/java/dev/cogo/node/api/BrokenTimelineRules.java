package dev.cogo.node.api;

import dev.cogo.schema.message.SetReaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of the described form that break a rule of who may write, and of whose message it is. See {@link BrokenRules}. */
final class BrokenTimelineRules {
    private final ApiFixture world;

    BrokenTimelineRules(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return Stream.of(silence(), archive(), messages()).flatMap(calls -> calls);
    }

    private Stream<BadCall> silence() {
        String silenced = world.newSession(world.alice(), world.bob());
        JsonObject before = world.send(world.bob(), silenced, "Before");
        GoodGroupCalls.silence(world, silenced, world.bob());
        String slow = world.newSession(world.alice(), world.bob());
        world.api()
                .get(GoodGroupCalls.update(slow).as(world.alice()).with(new JsonObject().put("slowModeSeconds", 3600)));
        world.send(world.bob(), slow, "The one of this hour");
        return Stream.concat(
                writing(silenced, before, "of who is silenced", "silenced"),
                Stream.of(
                        send(slow, "too early in slow mode", "slow_mode"),
                        bad(
                                "sendMessage",
                                "a batch in slow mode",
                                "slow_mode",
                                Request.post("/chat/message")
                                        .as(world.bob())
                                        .with(new JsonObject()
                                                .put("sessionId", slow)
                                                .put(
                                                        "messages",
                                                        new JsonArray()
                                                                .add(GoodTimelineCalls.text("one"))
                                                                .add(GoodTimelineCalls.text("two")))))));
    }

    private Stream<BadCall> archive() {
        String session = world.newSession(world.alice(), world.bob());
        JsonObject before = world.send(world.bob(), session, "Before");
        world.api().get(GoodGroupCalls.update(session).as(world.alice()).with(new JsonObject().put("archived", true)));
        return writing(session, before, "in the archive", "session_archived");
    }

    /** What a member of the session can't do, with a message of Bob's that is in it. */
    private Stream<BadCall> writing(String session, JsonObject message, String name, String code) {
        return Stream.of(
                send(session, name, code),
                bad(
                        "editMessage",
                        name,
                        code,
                        GoodTimelineCalls.edit(message).as(world.bob()).with(GoodTimelineCalls.text("After"))),
                bad(
                        "addReaction",
                        name,
                        code,
                        GoodTimelineCalls.react("PUT", message, "x").as(world.bob())),
                bad(
                        "removeReaction",
                        name,
                        code,
                        GoodTimelineCalls.react("DELETE", message, "x").as(world.bob())));
    }

    private BadCall send(String session, String name, String code) {
        return bad(
                "sendMessage",
                name,
                code,
                Request.post("/chat/message")
                        .as(world.bob())
                        .with(GoodTimelineCalls.text("After").put("sessionId", session)));
    }

    private Stream<BadCall> messages() {
        JsonObject deleted = GoodTimelineCalls.newMessage(world, world.bob());
        world.api().get(GoodTimelineCalls.delete(deleted).as(world.bob()));
        JsonObject elsewhere = world.send(world.alice(), world.newSession(world.alice()), "Elsewhere")
                .put("sessionId", world.session());
        JsonObject colourful = GoodTimelineCalls.newMessage(world, world.bob());
        for (int i = 0; i < SetReaction.MAX_PER_MESSAGE; i++) {
            world.api()
                    .get(GoodTimelineCalls.react("PUT", colourful, "sign-" + i).as(world.bob()));
        }
        JsonObject text = GoodTimelineCalls.text("Another text");
        return Stream.of(
                bad(
                        "editMessage",
                        "another's, by a mere member",
                        "forbidden",
                        GoodTimelineCalls.edit(world.message()).as(world.bob()).with(text)),
                bad(
                        "editMessage",
                        "a deleted one",
                        "message_not_found",
                        GoodTimelineCalls.edit(deleted).as(world.bob()).with(text)),
                bad(
                        "editMessage",
                        "of another session",
                        "message_not_found",
                        GoodTimelineCalls.edit(elsewhere).as(world.alice()).with(text)),
                bad(
                        "answerMessage",
                        "a deleted one",
                        "message_not_found",
                        GoodTimelineCalls.answer(deleted).as(world.bob())),
                bad(
                        "answerMessage",
                        "of another session",
                        "message_not_found",
                        GoodTimelineCalls.answer(elsewhere).as(world.alice())),
                bad(
                        "editMessage",
                        "to a blank content",
                        "invalid_request",
                        GoodTimelineCalls.edit(world.message())
                                .as(world.alice())
                                .with(GoodTimelineCalls.text(" "))),
                bad(
                        "editMessage",
                        "to a content of more than 32 KiB",
                        "content_too_large",
                        GoodTimelineCalls.edit(world.message())
                                .as(world.alice())
                                .with(GoodTimelineCalls.text("é".repeat(16 * 1024) + "!"))),
                bad(
                        "deleteMessage",
                        "another's, by a mere member",
                        "forbidden",
                        GoodTimelineCalls.delete(world.message()).as(world.bob())),
                bad(
                        "deleteMessage",
                        "of another session",
                        "message_not_found",
                        GoodTimelineCalls.delete(elsewhere).as(world.alice())),
                bad(
                        "addReaction",
                        "to a deleted message",
                        "message_not_found",
                        GoodTimelineCalls.react("PUT", deleted, "x").as(world.bob())),
                bad(
                        "addReaction",
                        "one too many",
                        "too_many_reactions",
                        GoodTimelineCalls.react("PUT", colourful, "one-more").as(world.alice())),
                bad("searchMessages", "for a blank", "invalid_request", GoodTimelineCalls.search(world, "%20")));
    }

    private static BadCall bad(String operation, String name, String code, Request request) {
        return new BadCall(operation, name, Set.of(code), request);
    }
}
