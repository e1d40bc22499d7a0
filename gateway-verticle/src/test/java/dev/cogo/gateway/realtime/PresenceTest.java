package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.SetPresence;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the chat service is told of who is on a session's channel. */
class PresenceTest {
    private final UUID user = Ids.next();
    private Stage stage;
    private UUID session;
    private String channel;
    private String token;

    @BeforeEach
    void open() {
        stage = new Stage(Stage.quick(), 2);
        session = stage.services.session(user);
        channel = new Channel.OfSession(session).name();
        token = stage.tokens.issue(user);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void onlineWithTheFirstConnectionOfflineAfterTheLast() {
        TestClient first = stage.raw(0).listen(channel, token);
        awaitWords(1);
        TestClient second = stage.raw(1).listen(channel, token);
        first.close();
        // A reload: gone and back within the linger.
        second.send(TestClient.frame("unregister", channel, token));
        second.listen(channel, token);
        assertThat(second.call("chat.presence", new JsonObject().put("sessionId", session.toString()), token)
                        .getJsonObject("body")
                        .getJsonArray("items"))
                .hasSize(1);
        second.close();
        awaitWords(2);
        assertThat(words()).containsExactly(PresenceStatus.ONLINE, PresenceStatus.OFFLINE);
        SetPresence online = stage.services.presence.getFirst();
        assertThat(online).isEqualTo(new SetPresence(user, session, "node-1", PresenceStatus.ONLINE));
    }

    @Test
    void awayAndBack() {
        TestClient client = stage.raw().listen(channel, token);
        JsonObject away = new JsonObject().put("sessionId", session.toString()).put("status", "away");
        JsonObject reply = client.call("chat.presence", away, token);
        assertThat(reply.getJsonObject("body")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("userId"))
                .isEqualTo(user.toString());
        assertThat(words()).containsExactly(PresenceStatus.ONLINE, PresenceStatus.AWAY);
        stage.raw().listen(channel, token);
        awaitWords(3);
        assertThat(words().getLast()).isEqualTo(PresenceStatus.ONLINE);
    }

    @Test
    void aNodeThatStopsSaysGoodBye() {
        TestClient client = stage.raw(0).listen(channel, token);
        TestClient sockJs = stage.sockJs().listen(channel, token);
        awaitWords(1);
        stage.stopHub(0).await();
        JsonObject reconnect = client.awaitEvent("reconnect").getJsonObject("message");
        assertThat(reconnect.getLong("afterMs")).isBetween(0L, 5000L);
        assertThat(reconnect.getInteger("code")).isEqualTo(4000);
        assertThat(client.awaitEnd()).isEqualTo("4000 shutting_down");
        sockJs.awaitEvent("reconnect");
        sockJs.awaitEnd();
        assertThat(stage.raw(0).awaitEnd()).isEqualTo("4000 shutting_down");
        stage.node.stop().await();
        assertThat(words().getLast()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(stage.home.now(channel)).isZero();
    }

    private void awaitWords(int count) {
        Stage.until(count + " words", () -> words().size() >= count);
    }

    private List<PresenceStatus> words() {
        return stage.services.presence.stream().map(SetPresence::status).toList();
    }
}
