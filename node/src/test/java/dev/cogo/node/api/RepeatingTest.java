package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.channel.Channel;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class RepeatingTest {
    @Test
    void aRepeatedMessageIsTheFirstOneAtEitherDoorAndOneEvent(ApiFixture world) {
        String session = world.newSession(world.alice(), world.bob());
        JsonObject body = new JsonObject()
                .put("sessionId", session)
                .put("content", "Only once")
                .put("clientMessageId", "once");
        Request send = Request.post("/chat/message").as(world.alice()).with(body);
        try (Bridge listening = world.bridge();
                Bridge sending = world.bridge()) {
            listening.listen(Channel.SESSION + session, world.bob());

            JsonObject first = world.api().get(send);
            JsonObject again = world.api().get(send);
            JsonObject overBridge = sending.call(
                            "chat.message.send", body, world.alice().token())
                    .getJsonObject("body");
            world.send(world.alice(), session, "The last one");

            assertThat(again).isEqualTo(first);
            assertThat(overBridge).isEqualTo(first);
            listening.next(frame -> frame.encode().contains("The last one"));
            assertThat(listening.seen())
                    .filteredOn(frame -> frame.encode().contains("Only once"))
                    .hasSize(1);
            assertThat(messagesOf(world, session)).isEqualTo(2);
        }
    }

    @Test
    void aRepeatedBatchIsTheFirstOne(ApiFixture world) {
        Request send = GoodCalls.of("sendMessage").get(1).request().apply(world);
        JsonObject body = send.json().orElseThrow();
        body.getJsonArray("messages").getJsonObject(1).put("clientMessageId", "second");
        JsonObject first = world.api().get(send.with(body));
        String before = world.rows().count();
        assertThat(world.api().get(send.with(body))).isEqualTo(first);
        assertThat(world.rows().count()).isEqualTo(before);
    }

    @Test
    void aRepeatedQuestionHasOneAnswer(ApiFixture world) {
        Request ask = GoodCalls.first("aiResponse", world);
        JsonObject first = world.api().get(ask);
        String before = world.rows().count();
        JsonObject again = world.api().get(ask);
        assertThat(again.getJsonObject("message")).isEqualTo(first.getJsonObject("message"));
        assertThat(again.getJsonObject("question")).isEqualTo(first.getJsonObject("question"));
        assertThat(world.rows().count()).isEqualTo(before);
    }

    @Test
    void aRepeatedReportOfAnAgentChangesNothing(ApiFixture world) {
        Request report = GoodCalls.first("reportTask", world);
        JsonObject first = world.api().get(report);
        String before = world.rows().count();
        assertThat(world.api().get(report)).isEqualTo(first);
        assertThat(world.rows().count()).isEqualTo(before);
    }

    @Test
    void aRefreshThatIsRepeatedAtOnceGivesTheSameToken(ApiFixture world) {
        JsonObject token = GoodCalls.freshRefreshToken(world);
        Request refresh = Request.post("/auth/refresh");
        String next = world.api().get(refresh.with(token)).getString("refreshToken");
        String before = world.rows().count();

        assertThat(world.api().get(refresh.with(token)).getString("refreshToken"))
                .isEqualTo(next);
        assertThat(world.rows().count()).isEqualTo(before);
        assertThat(world.api()
                        .get(refresh.with(new JsonObject().put("refreshToken", next)))
                        .getString("refreshToken"))
                .isNotBlank()
                .isNotEqualTo(next);
    }

    @Test
    void afterLogoutTheRefreshTokenIsVoid(ApiFixture world) {
        JsonObject token = GoodCalls.freshRefreshToken(world);
        world.api().get(Request.post("/auth/logout").with(token));
        assertThat(world.api().send(Request.post("/auth/refresh").with(token)).code())
                .isEqualTo("refresh_token_invalid");
    }

    private static int messagesOf(ApiFixture world, String session) {
        return world.api()
                .get(Request.get("/chat/history/{sessionId}")
                        .at("sessionId", session)
                        .as(world.alice()))
                .getJsonArray("items")
                .size();
    }
}
