package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of the described form that break a rule of a group, or between two people. See {@link BrokenRules}. */
final class BrokenGroupRules {
    private final ApiFixture world;

    BrokenGroupRules(ApiFixture world) {
        this.world = world;
    }

    Stream<BadCall> all() {
        return Stream.of(settings(), roles(), archive(), blocks(), invites()).flatMap(calls -> calls);
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

    private Stream<BadCall> archive() {
        String session = world.newSession(world.alice(), world.bob());
        JsonObject invite = world.api()
                .get(GoodGroupCalls.createInvite(session).as(world.alice()).with(new JsonObject()));
        world.api().get(GoodGroupCalls.update(session).as(world.alice()).with(new JsonObject().put("archived", true)));
        return Stream.of(
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
                        GoodGroupCalls.accept(invite).as(world.carol())));
    }

    private Stream<BadCall> blocks() {
        Person mia = world.newPerson("mia");
        String direct = world.api().get(GoodCalls.direct(world.bob(), mia)).getString("id");
        world.api().get(GoodGroupCalls.block(world.bob()).as(mia));
        Person olga = world.newPerson("olga");
        world.api().get(GoodGroupCalls.block(world.bob()).as(olga));
        String group = world.newSession(world.bob());
        return Stream.of(
                bad(
                        "sendMessage",
                        "to who has blocked one",
                        "blocked",
                        Request.post("/chat/message")
                                .as(world.bob())
                                .with(GoodTimelineCalls.text("Hello?").put("sessionId", direct))),
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
                        GoodGroupCalls.createInvite(world.session())
                                .as(world.bob())
                                .with(new JsonObject())),
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
                        GoodGroupCalls.revoke(open)
                                .at("sessionId", world.session())
                                .as(world.alice())),
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

    private static BadCall bad(String operation, String name, String code, Request request) {
        return new BadCall(operation, name, Set.of(code), request);
    }
}
