package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bots that bear a token of an operator's making. */
@ExtendWith(WholeNode.class)
class ServiceUserTest {
    /** A bot, with a token of these scopes, in a session of Alice's. */
    private record Bot(String id, String tokenId, String token, String session) {
        static Bot of(ApiFixture world, String... scopes) {
            String id = GoodOperatorCalls.service(world);
            JsonObject made = world.api().get(GoodOperatorCalls.token(world, id, scopes));
            Person alice = world.alice();
            String session = world.newSession(alice);
            world.api()
                    .get(Request.post("/chat/session/{sessionId}/members")
                            .at("sessionId", session)
                            .as(alice)
                            .with(new JsonObject().put("member", id)));
            return new Bot(id, made.getString("id"), made.getString("token"), session);
        }

        Request history() {
            return Request.get("/chat/history/{sessionId}")
                    .at("sessionId", session)
                    .bearing(token);
        }

        Request send(String text) {
            return Request.post("/chat/message")
                    .bearing(token)
                    .with(new JsonObject().put("sessionId", session).put("content", text));
        }
    }

    private static String code(ApiFixture world, Request request) {
        return world.api().send(request).code();
    }

    @Test
    void aTokenIsGoodForItsScopesAndNothingElse(ApiFixture world) {
        Bot reader = Bot.of(world, "chat:read");
        assertThat(world.api().send(reader.history()).status()).isEqualTo(200);
        assertThat(world.api()
                        .get(Request.get("/auth/me").bearing(reader.token()))
                        .getString("id"))
                .isEqualTo(reader.id());
        List<Request> beyond = List.of(
                reader.send("may I?"),
                Request.post("/chat/ai-greeting").bearing(reader.token()).with(new JsonObject()),
                Request.get("/chat/agent-status").query("taskId", world.task()).bearing(reader.token()),
                Request.post("/auth/ticket").bearing(reader.token()),
                GoodOperatorCalls.users().bearing(reader.token()));
        assertThat(beyond)
                .allSatisfy(request -> assertThat(code(world, request)).isEqualTo("forbidden"));

        Bot writer = Bot.of(world, "chat:write");
        assertThat(world.api().send(writer.send("It rains.")).status()).isEqualTo(201);
        assertThat(code(world, writer.history())).isEqualTo("forbidden");
    }

    @Test
    void theBridgeTakesATokenForWhatItIsGoodFor(ApiFixture world) {
        Bot reader = Bot.of(world, "chat:read");
        String channel = "chat_session_" + reader.session();
        try (Bridge bridge = world.bridge()) {
            assertThat(bridge.register(channel, reader.token()).getString("event"))
                    .isEqualTo("subscribed");
            JsonObject answer = bridge.call(
                    "chat.message.send",
                    new JsonObject().put("sessionId", reader.session()).put("content", "may I?"),
                    reader.token());
            assertThat(answer.getString("code")).isEqualTo("forbidden");
            world.api().get(GoodOperatorCalls.revoke(world, reader.id(), reader.tokenId()));
            bridge.next(frame -> "closing".equals(frame.getString("event")));
        }
        Bot writer = Bot.of(world, "chat:write");
        try (Bridge bridge = world.bridge()) {
            JsonObject refused = bridge.register("chat_session_" + writer.session(), writer.token());
            assertThat(refused.getString("code")).isEqualTo("forbidden");
        }
    }

    @Test
    void itsMessagesAskTheAiWhenItsTokenMay(ApiFixture world) {
        Bot writer = Bot.of(world, "chat:write");
        Bot asker = Bot.of(world, "chat:write", "ai");
        for (Bot bot : List.of(writer, asker)) {
            world.api()
                    .get(GoodGroupCalls.update(bot.session())
                            .as(world.alice())
                            .with(new JsonObject().put("aiMode", "mention")));
        }
        try (Bridge listening = world.bridge()) {
            listening.listen("chat_session_" + asker.session(), world.alice());
            world.api().get(writer.send("When was it built, @ai?"));
            String question = world.api()
                    .get(asker.send("When was it built, @AI?"))
                    .getJsonObject("message")
                    .getString("id");
            JsonObject answer = listening
                    .next(frame -> frame.encode().contains("ai_response"))
                    .getJsonObject("body")
                    .getJsonObject("payload");
            assertThat(answer.getString("replyTo")).isEqualTo(question);
            assertThat(answer.getString("content")).isEqualTo(StubGemini.ANSWER);
        }
        assertThat(world.api()
                        .get(writer.history().as(world.alice()))
                        .getJsonArray("items")
                        .encode())
                .doesNotContain("ai_response");
    }

    @Test
    void whatEndsATokenEndsItAtOnce(ApiFixture world) {
        Bot revoked = Bot.of(world, "chat:read");
        assertThat(world.api().send(revoked.history()).status()).isEqualTo(200);
        world.api().get(GoodOperatorCalls.revoke(world, revoked.id(), revoked.tokenId()));
        assertThat(code(world, revoked.history())).isEqualTo("invalid_token");

        Bot disabled = Bot.of(world, "chat:read");
        assertThat(world.api().send(disabled.history()).status()).isEqualTo(200);
        world.api()
                .get(Request.of("PATCH", "/admin/users/{userId}")
                        .at("userId", disabled.id())
                        .as(world.operator())
                        .with(new JsonObject().put("disabled", true)));
        assertThat(code(world, disabled.history())).isEqualTo("invalid_token");
    }

    @Test
    void whatTheSystemHasNotMadeIsNoToken(ApiFixture world) {
        Bot bot = Bot.of(world, "chat:read");
        String token = bot.token();
        String another = token.substring(0, 20) + (token.charAt(20) == 'A' ? 'B' : 'A') + token.substring(21);
        assertThat(List.of(another, token + "A", "cogo_", "cogo_" + "A".repeat(64)))
                .allSatisfy(wrong ->
                        assertThat(code(world, bot.history().bearing(wrong))).isEqualTo("invalid_token"));
    }

    @Test
    void aServiceUserHasSoManyTokens(ApiFixture world) {
        String id = GoodOperatorCalls.service(world);
        for (int i = 0; i < 20; i++) {
            world.api().get(GoodOperatorCalls.token(world, id, "ai"));
        }
        assertThat(code(world, GoodOperatorCalls.token(world, id, "ai"))).isEqualTo("too_many_tokens");
    }
}
