package dev.cogo.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Good calls that arrange who is in a session, as what, and who hears from whom. See {@link GoodCalls}. */
final class GoodGroupCalls {
    private GoodGroupCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(settings(), members(), invites(), blocks()).flatMap(List::stream);
    }

    private static List<GoodCall> settings() {
        return List.of(
                good(
                        "createSession",
                        "without an AI, and not encrypted",
                        201,
                        world -> GoodCalls.createSession(world)
                                .with(new JsonObject().put("ai", false).put("encrypted", false))),
                good(
                        "updateSession",
                        "everything",
                        200,
                        world -> update(world.newSession(world.alice()))
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("title", "등대 🗼")
                                        .put("language", "pt-br")
                                        .put("ai", false)
                                        .put("slowModeSeconds", 10)
                                        .put("archived", true))),
                good("updateSession", "out of the archive", 200, world -> {
                    Request update = update(archived(world)).as(world.alice());
                    return update.with(new JsonObject().put("archived", false));
                }),
                good(
                        "updateSession",
                        "the language, by one of two",
                        200,
                        world -> update(direct(world)).as(world.alice()).with(new JsonObject().put("language", "ko"))),
                good("muteSession", "off", 204, world -> mute(world, true)),
                good("muteSession", "on", 204, world -> mute(world, false)));
    }

    private static List<GoodCall> members() {
        return List.of(
                good(
                        "listMembers",
                        "the first",
                        200,
                        world -> listMembers(world).query("limit", 1)),
                good(
                        "listReadMarks",
                        "the first",
                        200,
                        world -> readMarks(world).query("limit", 1)),
                good("listReadMarks", "the next page", 200, world -> {
                    Request page = readMarks(world).query("limit", 1);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                good(
                        "getUnread",
                        "of a member",
                        200,
                        world -> Request.get("/chat/unread").as(world.bob())),
                good(
                        "findPeople",
                        "by a part of the name",
                        200,
                        world -> Request.get("/chat/people")
                                .query("q", "li")
                                .query("limit", 20)
                                .as(world.bob())),
                good("listMembers", "the next page", 200, world -> {
                    Request page = listMembers(world).query("limit", 1);
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                good(
                        "updateMember",
                        "an admin, and silent",
                        200,
                        world -> updateMember(world.newSession(world.alice(), world.bob()), world.bob())
                                .as(world.alice())
                                .with(new JsonObject().put("role", "admin").put("silenceSeconds", 3600))),
                good("updateMember", "no longer silent", 200, world -> {
                    String session = world.newSession(world.alice(), world.bob());
                    silence(world, session, world.bob());
                    return updateMember(session, world.bob())
                            .as(world.alice())
                            .with(new JsonObject().put("silenceSeconds", 0));
                }),
                good(
                        "transferOwnership",
                        "to a member",
                        200,
                        world -> transfer(world.newSession(world.alice(), world.bob()), world.bob())
                                .as(world.alice())));
    }

    private static List<GoodCall> invites() {
        return List.of(
                good(
                        "createInvite",
                        "with all that it can have",
                        201,
                        world -> createInvite(world.newSession(world.alice()))
                                .as(world.alice())
                                .with(new JsonObject()
                                        .put("expiresInSeconds", 60)
                                        .put("maxUses", 1))),
                good(
                        "createInvite",
                        "with nothing given",
                        201,
                        world -> createInvite(world.newSession(world.alice()))
                                .as(world.alice())
                                .with(new JsonObject())),
                good(
                        "listInvites",
                        "one",
                        200,
                        world -> Request.get("/chat/session/{sessionId}/invites")
                                .at("sessionId", invite(world).getString("sessionId"))
                                .as(world.alice())),
                good(
                        "revokeInvite",
                        "an open one",
                        204,
                        world -> revoke(invite(world)).as(world.alice())),
                good("revokeInvite", "one that was revoked", 204, world -> {
                    Request revoke = revoke(invite(world)).as(world.alice());
                    world.api().get(revoke);
                    return revoke;
                }),
                good(
                        "getInvite",
                        "as a stranger",
                        200,
                        world -> getInvite(invite(world)).as(world.carol())),
                good(
                        "getInvite",
                        "as a member",
                        200,
                        world -> getInvite(invite(world)).as(world.alice())),
                good(
                        "acceptInvite",
                        "as a stranger",
                        201,
                        world -> accept(invite(world)).as(world.carol())),
                good(
                        "acceptInvite",
                        "as a member",
                        200,
                        world -> accept(invite(world)).as(world.alice())));
    }

    // The operator is nobody whom the other tests let write to Alice.
    private static List<GoodCall> blocks() {
        return List.of(
                good(
                        "listBlocks",
                        "the first",
                        200,
                        world -> Request.get("/chat/blocks").query("limit", 1).as(world.carol())),
                good("listBlocks", "the next page", 200, world -> {
                    Stream.of(world.operator(), world.dave())
                            .forEach(person -> world.api().get(block(person).as(world.carol())));
                    Request page = Request.get("/chat/blocks").query("limit", 1).as(world.carol());
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                good(
                        "blockUser",
                        "somebody",
                        204,
                        world -> block(world.operator()).as(world.alice())),
                good("unblockUser", "somebody", 204, world -> {
                    world.api().get(block(world.operator()).as(world.alice()));
                    return unblock(world.operator()).as(world.alice());
                }),
                good(
                        "unblockUser",
                        "who was not blocked",
                        204,
                        world -> unblock(world.bob()).as(world.alice())));
    }

    private static GoodCall good(String operation, String name, int status, Function<ApiFixture, Request> request) {
        return new GoodCall(operation, name, status, request);
    }

    static Request update(String session) {
        return Request.of("PATCH", "/chat/session/{sessionId}").at("sessionId", session);
    }

    /** A session of Alice and Bob that is archived; its id. */
    static String archived(ApiFixture world) {
        String session = world.newSession(world.alice(), world.bob());
        world.api().get(update(session).as(world.alice()).with(new JsonObject().put("archived", true)));
        return session;
    }

    /** A direct session of Alice with somebody; its id. */
    static String direct(ApiFixture world) {
        return world.api().get(GoodCalls.direct(world.alice(), world.bob())).getString("id");
    }

    private static Request mute(ApiFixture world, boolean muted) {
        return Request.of("PUT", "/chat/session/{sessionId}/mute")
                .at("sessionId", world.session())
                .as(world.bob())
                .with(new JsonObject().put("muted", muted));
    }

    private static Request readMarks(ApiFixture world) {
        return Request.get("/chat/session/{sessionId}/read")
                .at("sessionId", world.session())
                .as(world.bob());
    }

    private static Request listMembers(ApiFixture world) {
        return Request.get("/chat/session/{sessionId}/members")
                .at("sessionId", world.session())
                .as(world.bob());
    }

    static Request updateMember(String session, Person member) {
        return Request.of("PATCH", "/chat/session/{sessionId}/members/{userId}")
                .at("sessionId", session)
                .at("userId", member.id());
    }

    /** Silences a member of a session of Alice's. */
    static void silence(ApiFixture world, String session, Person member) {
        world.api()
                .get(updateMember(session, member)
                        .as(world.alice())
                        .with(new JsonObject().put("silenceSeconds", 3600)));
    }

    static Request transfer(String session, Person heir) {
        return Request.post("/chat/session/{sessionId}/owner")
                .at("sessionId", session)
                .with(new JsonObject().put("userId", heir.id()));
    }

    static Request createInvite(String session) {
        return Request.post("/chat/session/{sessionId}/invites").at("sessionId", session);
    }

    /** An invite into a new session of Alice's. */
    static JsonObject invite(ApiFixture world) {
        return world.api()
                .get(createInvite(world.newSession(world.alice()))
                        .as(world.alice())
                        .with(new JsonObject().put("maxUses", 1)));
    }

    static Request revoke(JsonObject invite) {
        return Request.of("DELETE", "/chat/session/{sessionId}/invites/{inviteId}")
                .at("sessionId", invite.getString("sessionId"))
                .at("inviteId", invite.getString("id"));
    }

    static Request getInvite(JsonObject invite) {
        return Request.get("/chat/invite/{token}").at("token", invite.getString("token"));
    }

    static Request accept(JsonObject invite) {
        return Request.post("/chat/invite/{token}").at("token", invite.getString("token"));
    }

    static Request block(Person person) {
        return Request.of("PUT", "/chat/blocks/{userId}").at("userId", person.id());
    }

    static Request unblock(Person person) {
        return Request.of("DELETE", "/chat/blocks/{userId}").at("userId", person.id());
    }

    /** Fields that name these people as members. */
    static JsonObject members(Person... people) {
        JsonArray ids = new JsonArray();
        Stream.of(people).map(Person::id).forEach(ids::add);
        return new JsonObject().put("members", ids);
    }
}
