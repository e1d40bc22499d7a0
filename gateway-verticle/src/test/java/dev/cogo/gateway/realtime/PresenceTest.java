package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel's home is told of who is on it. */
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
    void thereWithTheFirstConnectionGoneAfterTheLast() {
        TestClient first = stage.raw(0).listen(channel, token);
        awaitDevices(1);
        TestClient second = stage.raw(1).listen(channel, token);
        awaitDevices(2);
        first.close();
        awaitDevices(1);
        // A reload: gone and back within the linger.
        second.send(TestClient.frame("unregister", channel, token));
        second.listen(channel, token);
        assertThat(say(second, new JsonObject().put("status", "online")).getString("type"))
                .isEqualTo("rec");
        assertThat(words()).extracting(AnnouncePresence.Entry::devices).doesNotContain(0);
        second.close();
        awaitDevices(0);
        assertThat(words()).extracting(AnnouncePresence.Entry::status).containsOnly(PresenceStatus.ONLINE);
        assertThat(words().getFirst().known()).isFalse();
        assertThat(words().getLast().known()).isTrue();
    }

    @Test
    void awayWithAStateAndBack() {
        TestClient client = stage.raw().listen(channel, token);
        JsonObject state = new JsonObject().put("view", "board");
        JsonObject reply = say(client, new JsonObject().put("status", "away").put("state", state));
        assertThat(reply.getJsonObject("body").fieldNames()).contains("items", "next", "total", "complete");
        AnnouncePresence.Entry away = words().getLast();
        assertThat(away.status()).isEqualTo(PresenceStatus.AWAY);
        assertThat(away.state()).isEqualTo(Map.of("view", "board"));
        assertThat(away.stateAt()).isPositive();
        stage.raw().listen(channel, token);
        awaitDevices(2);
        assertThat(words().getLast().status()).isEqualTo(PresenceStatus.ONLINE);
        assertThat(words().getLast().state()).as("it stays").isEqualTo(Map.of("view", "board"));
    }

    @Test
    void aQuestionMayHaveAPage() {
        TestClient client = stage.raw().listen(channel, token);
        say(client, new JsonObject().put("limit", 7).put("cursor", "x").put("offline", true));
        assertThat(stage.services.presenceReads).containsExactly(new ReadPresence(user, session, 7, "x", true));
    }

    @Test
    void aStateIsSmall() {
        TestClient client = stage.raw().listen(channel, token);
        JsonObject large = new JsonObject().put("state", new JsonObject().put("x", "y".repeat(1024)));
        assertThat(say(client, large).getString("code")).isEqualTo("invalid_request");
    }

    @Test
    void whatTheHomeDidNotHearIsSaidAgainAsItIsThen() {
        stage.home.presenceFailures.set(2);
        TestClient client = stage.raw().listen(channel, token);
        stage.raw().listen(channel, token);
        awaitDevices(2);
        assertThat(stage.home.presence.getFirst().anew()).isTrue();
        client.close();
        awaitDevices(1);
        assertThat(stage.home.presence.getLast().anew()).isFalse();
    }

    @Test
    void thoseWhoComeWhileTheHomeAnswersGoTogether() {
        Promise<Void> gate = Promise.promise();
        stage.home.presenceGate = gate.future();
        stage.raw().listen(channel, token);
        awaitDevices(1);
        List<UUID> others = Stream.generate(() -> {
                    UUID other = Ids.next();
                    UUID theirs = stage.services.session(other);
                    stage.raw().listen(new Channel.OfSession(theirs).name(), stage.tokens.issue(other));
                    return other;
                })
                .limit(5)
                .toList();
        assertThat(stage.home.presence).hasSize(1);
        gate.complete();
        Stage.until("all are told", () -> told().containsAll(others));
        assertThat(stage.home.presence).hasSizeLessThanOrEqualTo(3);
        AnnouncePresence last = stage.home.presence.getLast();
        assertThat(last.count()).isEqualTo(6);
    }

    @Test
    void aHomeThatHasForgottenIsToldEverybodyAnew() {
        stage.raw().listen(channel, token);
        awaitDevices(1);
        int before = stage.home.presence.size();
        stage.home.presenceLost = true;
        Stage.until(
                "all is told anew",
                () -> stage.home.presence.stream()
                        .skip(before)
                        .anyMatch(said -> said.anew() && said.entries().size() == 1));
        AnnouncePresence anew = stage.home.presence.getLast();
        assertThat(anew.entries().getFirst().known()).isTrue();
        assertThat(anew.hash()).isEqualTo(AnnouncePresence.hashOf(user, session));
    }

    @Test
    void whoLosesTheRightIsGoneAtOnce() {
        stage.close();
        // Without the notice they would be there for a minute.
        RealtimeLimits.Times quick = Stage.quick().times();
        stage = new Stage(
                Stage.quick()
                        .with(new RealtimeLimits.Times(
                                quick.login(),
                                quick.idle(),
                                quick.close(),
                                quick.reconnectSpread(),
                                quick.channelLinger(),
                                Duration.ofMinutes(1),
                                quick.sweep(),
                                quick.heartbeat())),
                1);
        session = stage.services.session(user);
        stage.raw().listen(new Channel.OfSession(session).name(), stage.tokens.issue(user));
        awaitDevices(1);
        stage.services.removeMember(session, user);
        awaitDevices(0);
    }

    @Test
    void aNodeThatStopsTakesAllBackAndLeavesTheGraceToTheHome() {
        TestClient client = stage.raw(0).listen(channel, token);
        TestClient sockJs = stage.sockJs().listen(channel, token);
        awaitDevices(2);
        stage.stopHub(0).await();
        JsonObject reconnect = client.awaitEvent("reconnect").getJsonObject("message");
        assertThat(reconnect.getLong("afterMs")).isBetween(0L, 5000L);
        assertThat(reconnect.getInteger("code")).isEqualTo(4000);
        assertThat(client.awaitEnd()).isEqualTo("4000 shutting_down");
        sockJs.awaitEvent("reconnect");
        sockJs.awaitEnd();
        assertThat(stage.raw(0).awaitEnd()).isEqualTo("4000 shutting_down");
        stage.node.stop().await();
        assertThat(stage.home.presence.getLast().anew()).isTrue();
        assertThat(stage.home.presence.getLast().entries()).isEmpty();
        Stage.until("the home knows that nobody listens", () -> stage.home.now(channel) == 0);
    }

    private JsonObject say(TestClient client, JsonObject body) {
        return client.call("chat.presence", body.put("sessionId", session.toString()), token);
    }

    private void awaitDevices(int count) {
        Stage.until(
                count + " devices",
                () -> !words().isEmpty() && words().getLast().devices() == count);
    }

    private List<UUID> told() {
        return stage.home.presence.stream()
                .flatMap(said -> said.entries().stream())
                .map(AnnouncePresence.Entry::userId)
                .toList();
    }

    private List<AnnouncePresence.Entry> words() {
        return stage.home.heardOf(user, session);
    }
}
