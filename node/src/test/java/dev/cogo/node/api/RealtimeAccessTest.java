package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class RealtimeAccessTest {
    private static final String HEARD = "subscribed";
    private static final String ANSWERED = "answered";

    /** Who tries, with what token, and what they get. */
    private record Visitor(String who, String token, String outcome) {}

    @TestFactory
    Stream<DynamicTest> aSessionIsHeardByItsMembersOnly(ApiFixture world) {
        return channel(world, Channel.SESSION + world.session(), HEARD, HEARD, "channel_not_found");
    }

    @TestFactory
    Stream<DynamicTest> notificationsAreHeardByTheirUserOnly(ApiFixture world) {
        return channel(world, Channel.USER + world.alice().id(), HEARD, "channel_not_found", "channel_not_found");
    }

    @TestFactory
    Stream<DynamicTest> aTaskIsHeardByTheMembersOfItsSessionOnly(ApiFixture world) {
        return channel(world, Channel.TASK + world.task(), HEARD, HEARD, "channel_not_found");
    }

    @TestFactory
    Stream<DynamicTest> announcementsAreHeardByWhoeverIsLoggedIn(ApiFixture world) {
        return channel(world, Channel.SYSTEM, HEARD, HEARD, HEARD);
    }

    @TestFactory
    Stream<DynamicTest> messagesAreTakenFromMembersOnly(ApiFixture world) {
        return inbound(world, "chat.message.send", new JsonObject().put("content", "From the matrix"));
    }

    @TestFactory
    Stream<DynamicTest> batchesAreTakenFromMembersOnly(ApiFixture world) {
        JsonArray messages = new JsonArray().add(new JsonObject().put("content", "From the matrix"));
        return inbound(world, "chat.message.send", new JsonObject().put("messages", messages));
    }

    @TestFactory
    Stream<DynamicTest> typingIsTakenFromMembersOnly(ApiFixture world) {
        return inbound(world, "chat.typing", new JsonObject().put("isTyping", false));
    }

    @TestFactory
    Stream<DynamicTest> presenceIsToldToMembersOnly(ApiFixture world) {
        return inbound(world, "chat.presence", new JsonObject());
    }

    @TestFactory
    Stream<DynamicTest> theTimelineIsToldToMembersOnly(ApiFixture world) {
        return inbound(world, "chat.timeline", new JsonObject().put("after", 0));
    }

    @TestFactory
    Stream<DynamicTest> readMarksAreTakenFromMembersOnly(ApiFixture world) {
        return inbound(world, "chat.read", new JsonObject().put("seq", 1));
    }

    @TestFactory
    Stream<DynamicTest> reactionsAreTakenFromMembersOnly(ApiFixture world) {
        return inbound(
                world,
                "chat.reaction.set",
                new JsonObject()
                        .put("messageId", world.message().getString("id"))
                        .put("emoji", "+1")
                        .put("on", true));
    }

    @Test
    void editsAndDeletionsReachWhoListens(ApiFixture world) {
        String session = world.newSession(world.alice(), world.bob());
        JsonObject sent = world.send(world.alice(), session, "First");
        JsonObject which = new JsonObject().put("sessionId", session).put("messageId", sent.getString("id"));
        JsonObject edit = which.copy().put("content", "Second");
        try (Bridge alices = world.bridge();
                Bridge bobs = world.bridge();
                Bridge carols = world.bridge()) {
            bobs.listen(Channel.SESSION + session, world.bob());
            String strangers = world.carol().token();
            assertThat(outcome(carols.call("chat.message.edit", edit, strangers)))
                    .isEqualTo("session_not_found");
            assertThat(outcome(carols.call("chat.message.delete", which, strangers)))
                    .isEqualTo("session_not_found");

            String token = world.alice().token();
            JsonObject edited = alices.call("chat.message.edit", edit, token).getJsonObject("body");
            assertThat(edited.getJsonObject("message").getString("content")).isEqualTo("Second");
            assertThat(bobs.nextEvent("message_updated").getJsonObject("payload"))
                    .isEqualTo(edited.getJsonObject("message"));
            assertThat(outcome(alices.call("chat.message.delete", which, token)))
                    .isEqualTo(ANSWERED);
            assertThat(bobs.nextEvent("message_deleted")
                            .getJsonObject("payload")
                            .getString("content"))
                    .isEmpty();
        }
    }

    @Test
    void presenceIsTakenFromThoseWhoListen(ApiFixture world) {
        JsonObject away = new JsonObject().put("sessionId", world.session()).put("status", "away");
        try (Bridge bobs = world.bridge();
                Bridge carols = world.bridge()) {
            bobs.listen(Channel.SESSION + world.session(), world.bob());
            JsonObject answer = bobs.call("chat.presence", away, world.bob().token());
            assertThat(answer.getJsonObject("body").getJsonArray("items").stream()
                            .map(JsonObject.class::cast)
                            .filter(item ->
                                    item.getString("userId").equals(world.bob().id()))
                            .map(item -> item.getString("status")))
                    .containsExactly("away");

            JsonObject theirs = carols.call("chat.presence", away, world.carol().token());
            JsonObject missing = carols.call(
                    "chat.presence",
                    away.copy().put("sessionId", Ids.next().toString()),
                    world.carol().token());
            assertThat(outcome(theirs)).isEqualTo("invalid_request");
            theirs.remove("address");
            missing.remove("address");
            assertThat(theirs).isEqualTo(missing);
        }
    }

    @TestFactory
    Stream<DynamicTest> aChannelOfOthersLooksLikeOneThatDoesNotExist(ApiFixture world) {
        UUID nothing = Ids.next();
        Map<String, String> pairs = Map.of(
                Channel.SESSION + world.session(), Channel.SESSION + nothing,
                Channel.USER + world.alice().id(), Channel.USER + nothing,
                Channel.TASK + world.task(), Channel.TASK + nothing);
        return pairs.entrySet().stream()
                .map(pair -> DynamicTest.dynamicTest(pair.getKey(), () -> {
                    try (Bridge bridge = world.bridge()) {
                        JsonObject theirs =
                                bridge.register(pair.getKey(), world.carol().token());
                        JsonObject missing =
                                bridge.register(pair.getValue(), world.carol().token());
                        theirs.remove("address");
                        missing.remove("address");
                        assertThat(theirs).isEqualTo(missing);
                    }
                }));
    }

    @Test
    void aRemovedMemberHearsNothingOnceTheRemovalIsAcknowledged(ApiFixture world) {
        Person kim = world.newPerson("kim");
        String left = world.newSession(world.alice(), kim);
        String kept = world.newSession(world.alice(), kim);
        String task = world.newTask(world.alice(), left);
        try (Bridge hers = world.bridge();
                Bridge alices = world.bridge()) {
            hers.listen(Channel.SESSION + left, kim)
                    .listen(Channel.TASK + task, kim)
                    .listen(Channel.SESSION + kept, kim);
            alices.listen(Channel.SESSION + left, world.alice()).listen(Channel.TASK + task, world.alice());

            world.api().get(GoodCalls.member(left, kim).as(world.alice()));
            world.send(world.alice(), left, "After the removal");
            world.api()
                    .get(GoodCalls.report(task)
                            .with(new JsonObject().put("eventId", "late").put("type", "progress")));
            alices.nextEvent("new_message");
            alices.nextEvent("agent_progress");
            world.send(world.alice(), kept, "In the other session");

            JsonObject event = hers.nextEvent("new_message");
            assertThat(event.getString("channel")).isEqualTo(Channel.SESSION + kept);
            assertThat(hers.seen()).noneMatch(frame -> frame.encode().contains("After the removal"));
            assertThat(hers.seen()).noneMatch(frame -> Bridge.isEvent(frame, "agent_progress"));
            assertThat(hers.seen()).anyMatch(frame -> Bridge.isNotice(frame, "unsubscribed", Channel.SESSION + left));
            assertThat(outcome(hers.register(Channel.SESSION + left, kim.token())))
                    .isEqualTo("channel_not_found");
            assertThat(outcome(hers.call("chat.typing", typing(left), kim.token())))
                    .isEqualTo("session_not_found");
        }
    }

    @Test
    void aConnectionStaysWithTheUserWhoseItIs(ApiFixture world) {
        try (Bridge bridge = world.bridge()) {
            bridge.listen(Channel.USER + world.carol().id(), world.carol());
            JsonObject refused = bridge.call(
                    "chat.typing", typing(world.session()), world.alice().token());
            assertThat(outcome(refused)).isEqualTo("invalid_token");
            assertThat(outcome(bridge.register(
                            Channel.SESSION + world.session(), world.alice().token())))
                    .isEqualTo("invalid_token");
        }
    }

    private static Stream<DynamicTest> channel(
            ApiFixture world, String channel, String owner, String member, String stranger) {
        return visitors(world, owner, member, stranger).stream()
                .map(visitor -> DynamicTest.dynamicTest(visitor.who() + ": " + visitor.outcome(), () -> {
                    try (Bridge bridge = world.bridge()) {
                        JsonObject answer = bridge.register(channel, visitor.token());
                        assertThat(outcome(answer)).as(answer.encode()).isEqualTo(visitor.outcome());
                    }
                }));
    }

    private static Stream<DynamicTest> inbound(ApiFixture world, String address, JsonObject body) {
        return visitors(world, ANSWERED, ANSWERED, "session_not_found").stream()
                .map(visitor -> DynamicTest.dynamicTest(visitor.who() + ": " + visitor.outcome(), () -> {
                    String token = visitor.token();
                    String before = world.rows().count();
                    try (Bridge bridge = world.bridge()) {
                        JsonObject theirs = bridge.call(address, body.copy().put("sessionId", world.session()), token);
                        assertThat(outcome(theirs)).as(theirs.encode()).isEqualTo(visitor.outcome());
                        if (Bridge.isError(theirs)) {
                            JsonObject missing = bridge.call(
                                    address,
                                    body.copy().put("sessionId", Ids.next().toString()),
                                    token);
                            theirs.remove("address");
                            missing.remove("address");
                            assertThat(theirs).isEqualTo(missing);
                            assertThat(world.rows().count()).isEqualTo(before);
                        }
                    }
                }));
    }

    private static List<Visitor> visitors(ApiFixture world, String owner, String member, String stranger) {
        List<Visitor> visitors = new ArrayList<>();
        visitors.add(new Visitor("the owner", world.alice().token(), owner));
        visitors.add(new Visitor("a member", world.bob().token(), member));
        visitors.add(new Visitor("a stranger", world.carol().token(), stranger));
        visitors.add(new Visitor("who was removed", world.dave().token(), stranger));
        visitors.add(new Visitor("an operator", world.operator().token(), stranger));
        visitors.add(new Visitor("who has no token", "", "unauthenticated"));
        visitors.add(new Visitor("who has yesterday's token", world.tokens().expired(world.alice()), "token_expired"));
        world.tokens()
                .forged(world.alice())
                .forEach((what, token) -> visitors.add(new Visitor("who has a token " + what, token, "invalid_token")));
        return visitors;
    }

    private static JsonObject typing(String session) {
        return new JsonObject().put("sessionId", session).put("isTyping", true);
    }

    private static String outcome(JsonObject frame) {
        return switch (frame.getString("type")) {
            case "err" -> frame.getString("code");
            case "event" -> frame.getString("event");
            default -> ANSWERED;
        };
    }
}
