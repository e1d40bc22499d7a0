package dev.cogo.node.api;

import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.SetReaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of the described form that break a rule of roles, of moderation, or between two people. See {@link BrokenRules}. */
final class BrokenGroupRules {
    private final World world;

    BrokenGroupRules(World world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return Stream.of(settings(), roles(), silence(), archive(), blocks(), invites(), messages(), personal())
                .flatMap(calls -> calls);
    }

    private Stream<BadCall> settings() {
        Request update = GoodGroupCalls.update(world.session());
        Request direct = GoodGroupCalls.update(GoodGroupCalls.direct(world)).as(world.alice());
        return Stream.of(
                bad(
                        "createSession",
                        "encrypted, with an AI",
                        "invalid_request",
                        GoodCalls.createSession(world)
                                .with(new JsonObject().put("encrypted", true).put("ai", true))),
                bad(
                        "updateSession",
                        "nothing to change",
                        "invalid_request",
                        update.as(world.alice()).with(new JsonObject())),
                bad(
                        "updateSession",
                        "a blank title",
                        "invalid_request",
                        update.as(world.alice()).with(new JsonObject().put("title", "  "))),
                bad(
                        "updateSession",
                        "a language that is none",
                        "invalid_request",
                        update.as(world.alice()).with(new JsonObject().put("language", "--"))),
                bad(
                        "updateSession",
                        "the title, by a mere member",
                        "forbidden",
                        update.as(world.bob()).with(new JsonObject().put("title", "Bob's"))),
                bad(
                        "updateSession",
                        "slow mode, by a mere member",
                        "forbidden",
                        update.as(world.bob()).with(new JsonObject().put("slowModeSeconds", 0))),
                bad(
                        "updateSession",
                        "the title of a session of two",
                        "forbidden",
                        direct.with(new JsonObject().put("title", "Ours"))),
                bad(
                        "updateSession",
                        "a session of two into the archive",
                        "forbidden",
                        direct.with(new JsonObject().put("archived", true))));
    }

    private Stream<BadCall> roles() {
        String session = world.session();
        String direct = GoodGroupCalls.direct(world);
        JsonObject admin = new JsonObject().put("role", "admin");
        JsonObject silent = new JsonObject().put("silenceSeconds", 60);
        return Stream.of(
                bad(
                        "updateMember",
                        "by a mere member",
                        "forbidden",
                        GoodGroupCalls.updateMember(session, world.alice())
                                .as(world.bob())
                                .with(silent)),
                bad(
                        "updateMember",
                        "who is no member",
                        "user_not_found",
                        GoodGroupCalls.updateMember(session, world.carol())
                                .as(world.alice())
                                .with(admin)),
                bad(
                        "updateMember",
                        "an owner",
                        "forbidden",
                        GoodGroupCalls.updateMember(session, world.alice())
                                .as(world.alice())
                                .with(silent)),
                bad(
                        "updateMember",
                        "of a session of two",
                        "direct_session_fixed",
                        GoodGroupCalls.updateMember(direct, world.bob())
                                .as(world.alice())
                                .with(admin)),
                bad(
                        "updateMember",
                        "nothing to change",
                        "invalid_request",
                        GoodGroupCalls.updateMember(session, world.bob())
                                .as(world.alice())
                                .with(new JsonObject())),
                bad(
                        "transferOwnership",
                        "by a mere member",
                        "forbidden",
                        GoodGroupCalls.transfer(session, world.bob()).as(world.bob())),
                bad(
                        "transferOwnership",
                        "to who is no member",
                        "user_not_found",
                        GoodGroupCalls.transfer(session, world.carol()).as(world.alice())),
                bad(
                        "transferOwnership",
                        "to oneself",
                        "invalid_request",
                        GoodGroupCalls.transfer(session, world.alice()).as(world.alice())),
                bad(
                        "transferOwnership",
                        "of a session of two",
                        "direct_session_fixed",
                        GoodGroupCalls.transfer(direct, world.bob()).as(world.alice())));
    }

    private Stream<BadCall> silence() {
        String silenced = world.newSession(world.alice(), world.bob());
        JsonObject before = world.send(world.bob(), silenced, "Before");
        GoodGroupCalls.silence(world, silenced, world.bob());
        String slow = world.newSession(world.alice(), world.bob());
        world.api()
                .get(GoodGroupCalls.update(slow)
                        .as(world.alice())
                        .with(new JsonObject().put("slowModeSeconds", 3600)));
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
        JsonObject invite = world.api()
                .get(GoodGroupCalls.createInvite(session).as(world.alice()).with(new JsonObject()));
        world.api()
                .get(GoodGroupCalls.update(session).as(world.alice()).with(new JsonObject().put("archived", true)));
        return Stream.concat(
                writing(session, before, "in the archive", "session_archived"),
                Stream.of(
                        bad(
                                "addMember",
                                "to the archive",
                                "session_archived",
                                GoodCalls.members()
                                        .at("sessionId", session)
                                        .as(world.alice())
                                        .with(new JsonObject()
                                                .put("member", world.carol().id()))),
                        bad(
                                "acceptInvite",
                                "into the archive",
                                "session_archived",
                                GoodGroupCalls.accept(invite).as(world.carol()))));
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

    private Stream<BadCall> blocks() {
        Person mia = world.newPerson("mia");
        String direct = world.api().get(GoodCalls.direct(world.bob(), mia)).getString("id");
        world.api().get(GoodGroupCalls.block(world.bob()).as(mia));
        Person olga = world.newPerson("olga");
        world.api().get(GoodGroupCalls.block(world.bob()).as(olga));
        String group = world.newSession(world.bob());
        return Stream.of(
                send(direct, "to who has blocked one", "blocked"),
                bad("createSession", "with who has blocked one", "blocked", GoodCalls.direct(world.bob(), olga)),
                bad(
                        "addMember",
                        "who has blocked one",
                        "blocked",
                        GoodCalls.members()
                                .at("sessionId", group)
                                .as(world.bob())
                                .with(new JsonObject().put("member", olga.id()))),
                bad(
                        "blockUser",
                        "oneself",
                        "invalid_request",
                        GoodGroupCalls.block(world.alice()).as(world.alice())),
                bad(
                        "unblockUser",
                        "oneself",
                        "invalid_request",
                        GoodGroupCalls.unblock(world.alice()).as(world.alice())));
    }

    private Stream<BadCall> invites() {
        JsonObject revoked = GoodGroupCalls.invite(world);
        world.api().get(GoodGroupCalls.revoke(revoked).as(world.alice()));
        JsonObject used = GoodGroupCalls.invite(world);
        world.api().get(GoodGroupCalls.accept(used).as(world.bob()));
        JsonObject open = GoodGroupCalls.invite(world);
        String direct = GoodGroupCalls.direct(world);
        return Stream.of(
                bad(
                        "createInvite",
                        "by a mere member",
                        "forbidden",
                        GoodGroupCalls.createInvite(world.session()).as(world.bob()).with(new JsonObject())),
                bad(
                        "createInvite",
                        "into a session of two",
                        "direct_session_fixed",
                        GoodGroupCalls.createInvite(direct).as(world.alice()).with(new JsonObject())),
                bad(
                        "listInvites",
                        "by a mere member",
                        "forbidden",
                        GoodCalls.first("listInvites", world)
                                .at("sessionId", world.session())
                                .as(world.bob())),
                bad(
                        "revokeInvite",
                        "by a mere member",
                        "forbidden",
                        GoodGroupCalls.revoke(used).as(world.bob())),
                bad(
                        "revokeInvite",
                        "of another session",
                        "invite_not_found",
                        GoodGroupCalls.revoke(open).at("sessionId", world.session()).as(world.alice())),
                bad(
                        "getInvite",
                        "that was revoked",
                        "invite_not_found",
                        GoodGroupCalls.getInvite(revoked).as(world.carol())),
                bad(
                        "acceptInvite",
                        "that was revoked",
                        "invite_not_found",
                        GoodGroupCalls.accept(revoked).as(world.carol())),
                bad(
                        "acceptInvite",
                        "that is used up",
                        "invite_not_found",
                        GoodGroupCalls.accept(used).as(world.carol())));
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
                        "editMessage",
                        "to a blank content",
                        "invalid_request",
                        GoodTimelineCalls.edit(world.message()).as(world.alice()).with(GoodTimelineCalls.text(" "))),
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
                bad(
                        "searchMessages",
                        "for a blank",
                        "invalid_request",
                        GoodTimelineCalls.search(world, "%20")));
    }

    private Stream<BadCall> personal() {
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
