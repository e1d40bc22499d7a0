package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class LimitsTest {
    private static final int BATCH = 100;

    @Test
    void messagesAboveTheLimitAreRefusedAtEveryDoorAndNotStored(ApiFixture world) {
        Person fast = world.newPerson("fast");
        String session = world.newSession(fast);
        Request send = Request.post("/chat/message").as(fast).with(batch(session));
        for (int sent = 0; sent < ApiFixture.MESSAGES_PER_MINUTE; sent += BATCH) {
            world.api().get(send);
        }

        Answer refused = new Refusal(world).check(new BadCall("sendMessage", "too fast", "rate_limited", send));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.retryAfter().orElseThrow())).isBetween(1, 60);
        try (Bridge bridge = world.bridge()) {
            JsonObject frame = bridge.call("chat.message.send", batch(session), fast.token());
            assertThat(frame.getString("code")).isEqualTo("rate_limited");
        }
        assertThat(world.send(world.alice(), world.session(), "I am slow").getLong("seq"))
                .isPositive();
    }

    @Test
    void guessingAPasswordIsRefusedAfterSomeGuesses(ApiFixture world) {
        Person owner = world.newPerson("owner");
        Request guess = Request.post("/auth/login")
                .with(new JsonObject().put("email", owner.email()).put("password", "a guess"));
        Refusal refusal = new Refusal(world);
        for (int i = 0; i < 10; i++) {
            refusal.check(new BadCall("login", "a guess", "invalid_credentials", guess));
        }
        Answer refused = refusal.check(new BadCall("login", "one guess more", "rate_limited", guess));
        assertThat(Integer.parseInt(refused.retryAfter().orElseThrow())).isPositive();
        refusal.check(new BadCall("login", "the right password then", "rate_limited", GoodCalls.login(owner)));
    }

    private static JsonObject batch(String session) {
        JsonArray messages = new JsonArray();
        for (int i = 0; i < BATCH; i++) {
            messages.add(new JsonObject().put("content", "Number " + i));
        }
        return new JsonObject().put("sessionId", session).put("messages", messages);
    }
}
