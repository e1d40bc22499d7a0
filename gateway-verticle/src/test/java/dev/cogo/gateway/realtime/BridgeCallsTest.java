package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.bridge.TimelineAnswer;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.session.MarkRead;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calls of the bridge ask the services, and what they answer. */
class BridgeCallsTest {
    private final UUID alice = Ids.next();
    private final UUID message = Ids.next();
    private RealtimeFixture fixture;
    private UUID session;
    private String token;
    private TestClient client;

    @BeforeEach
    void open() {
        fixture = new RealtimeFixture();
        session = fixture.services.session(alice);
        token = fixture.tokens.issue(alice);
        client = fixture.raw();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void editsDeletionsReactionsAndReadMarks() {
        JsonObject edited = body("chat.message.edit", one().put("content", "new"));
        assertThat(edited.getJsonObject("message").getString("content")).isEqualTo("new");
        JsonObject deleted = body("chat.message.delete", one());
        assertThat(deleted.getJsonObject("message").getString("content")).isEmpty();
        JsonObject reaction = body("chat.reaction.set", one().put("emoji", "+1").put("on", true));
        assertThat(reaction.getString("emoji")).isEqualTo("+1");
        assertThat(reaction.getBoolean("on")).isTrue();
        assertThat(body("chat.read", in().put("seq", 2)).getLong("seq")).isEqualTo(2);
        assertThat(fixture.services.changes)
                .containsExactly(
                        new EditMessage(alice, session, message, "new"),
                        new DeleteMessage(alice, session, message),
                        new SetReaction(alice, session, message, "+1", true),
                        new MarkRead(alice, session, 2));
    }

    @Test
    void whatCountsLikeAMessage() {
        fixture.spent.add(alice);
        assertThat(code("chat.message.edit", one().put("content", "new"))).isEqualTo("rate_limited");
        assertThat(code("chat.reaction.set", one().put("emoji", "+1").put("on", true)))
                .isEqualTo("rate_limited");
        body("chat.message.delete", one());
        assertThat(fixture.services.changes).containsExactly(new DeleteMessage(alice, session, message));
    }

    @Test
    void everyCallCountsAsARequestOfItsUser() {
        fixture.tooBusy.add(alice);
        JsonObject refused = client.call("chat.timeline", in().put("after", 0), token);
        assertThat(refused.getString("code")).isEqualTo("rate_limited");
        assertThat(refused.getLong("retryAfterMs")).isPositive();
        assertThat(code("chat.read", in().put("seq", 2))).isEqualTo("rate_limited");
        assertThat(code("chat.typing", in().put("isTyping", true))).isEqualTo("rate_limited");
        assertThat(code("chat.presence", in())).isEqualTo("rate_limited");
        assertThat(code("chat.message.delete", one())).isEqualTo("rate_limited");
        // Before its body is looked at, which takes more than to refuse it.
        assertThat(code("chat.read", new JsonObject())).isEqualTo("rate_limited");
        client.register("system_announcements", token);
        assertThat(client.awaitErr().getString("code")).isEqualTo("rate_limited");
        assertThat(fixture.services.changes).isEmpty();

        fixture.tooBusy.remove(alice);
        client.listen("system_announcements", token);
    }

    @Test
    void mentions() {
        UUID bob = Ids.next();
        body("chat.message.send", in().put("content", "x").put("mentions", new JsonArray().add(bob.toString())));
        assertThat(fixture.services.sent.getLast().messages().getFirst().mentions())
                .containsExactly(bob);
    }

    @Test
    void aFieldThatIsNullCountsAsLeftOut() {
        body("chat.message.send", in().put("content", "x").putNull("replyTo").putNull("messages"));
        body(
                "chat.message.send",
                in().putNull("content")
                        .put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("content", "y")
                                                .putNull("metadata"))));
        assertThat(fixture.services.sent)
                .extracting(sent -> sent.messages().getFirst())
                .containsExactly(new NewMessage("x"), new NewMessage("y"));
        assertThat(code("chat.message.send", in().putNull("content"))).isEqualTo("invalid_request");
    }

    /** Long bodies are checked beside the event loop, and what comes behind one still comes after it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void longFramesAndShortOnesKeepTheirOrder(boolean sockJs) {
        TestClient sender = sockJs ? fixture.sockJs() : client;
        JsonArray longest = new JsonArray();
        for (int i = 0; i < 3; i++) {
            longest.add(new JsonObject().put("content", "x".repeat(30_000)));
        }
        for (int i = 0; i < 10; i++) {
            sender.send(
                    TestClient.frame("send", "chat.message.send", token).put("body", in().put("messages", longest)));
            sender.send(TestClient.frame("send", "chat.message.send", token).put("body", in().put("content", "short")));
        }
        RealtimeFixture.until("all are sent", () -> fixture.services.sent.size() == 20);
        assertThat(fixture.services.sent)
                .extracting(sent -> sent.messages().size())
                .containsExactly(3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
    }

    @Test
    void theTimelineInPages() {
        for (int i = 1; i <= 5; i++) {
            fixture.services.store(session, "number " + i);
        }
        JsonObject page = body("chat.timeline", in().put("after", 1).put("limit", 2));
        assertThat(page.getJsonArray("items"))
                .extracting(item -> ((JsonObject) item).getLong("seq"))
                .containsExactly(2L, 3L);
        assertThat(page.getLong("lastSeq")).isEqualTo(5);
        assertThat(page.getString("next")).isEqualTo("3");
        JsonObject rest = body("chat.timeline", in().put("after", 3));
        assertThat(rest.getJsonArray("items")).hasSize(2);
        assertThat(rest.containsKey("next")).isTrue();
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void aPageOfTheLongestMessagesEndsEarlier() {
        String longest = "\n".repeat(32 * 1024);
        for (int i = 0; i < 100; i++) {
            fixture.services.store(session, longest);
        }
        long after = 0;
        int pages = 0;
        while (after < 100) {
            JsonObject page = body("chat.timeline", in().put("after", after).put("limit", 200));
            assertThat(page.encode().length()).isLessThan(TimelineAnswer.MAX_CHARACTERS + 1000);
            JsonArray items = page.getJsonArray("items");
            assertThat(items.getJsonObject(0).getLong("seq")).isEqualTo(after + 1);
            after = items.getJsonObject(items.size() - 1).getLong("seq");
            assertThat(page.getString("next")).isEqualTo(after == 100 ? null : Long.toString(after));
            pages++;
        }
        assertThat(pages).isGreaterThan(5);
    }

    private JsonObject in() {
        return new JsonObject().put("sessionId", session.toString());
    }

    private JsonObject one() {
        return in().put("messageId", message.toString());
    }

    private JsonObject body(String address, JsonObject body) {
        JsonObject answer = client.call(address, body, token);
        assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("rec");
        return answer.getJsonObject("body");
    }

    private String code(String address, JsonObject body) {
        return client.call(address, body, token).getString("code");
    }
}
