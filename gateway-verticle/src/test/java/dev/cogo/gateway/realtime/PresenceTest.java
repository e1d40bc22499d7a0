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
    private RealtimeFixture fixture;
    private UUID session;
    private String channel;
    private String token;

    @BeforeEach
    void open() {
        fixture = new RealtimeFixture(RealtimeFixture.quick(), 2);
        session = fixture.services.session(user);
        channel = new Channel.OfSession(session).name();
        token = fixture.tokens.issue(user);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void thereWithTheFirstConnectionGoneAfterTheLast() {
        TestClient first = fixture.raw(0).listen(channel, token);
        awaitDevices(1);
        TestClient second = fixture.raw(1).listen(channel, token);
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
        TestClient client = fixture.raw().listen(channel, token);
        JsonObject state = new JsonObject().put("view", "board");
        JsonObject reply = say(client, new JsonObject().put("status", "away").put("state", state));
        assertThat(reply.getJsonObject("body").fieldNames()).contains("items", "next", "total", "complete");
        AnnouncePresence.Entry away = words().getLast();
        assertThat(away.status()).isEqualTo(PresenceStatus.AWAY);
        assertThat(away.state()).isEqualTo(Map.of("view", "board"));
        assertThat(away.stateAt()).isPositive();
        fixture.raw().listen(channel, token);
        awaitDevices(2);
        assertThat(words().getLast().status()).isEqualTo(PresenceStatus.ONLINE);
        assertThat(words().getLast().state()).as("it stays").isEqualTo(Map.of("view", "board"));
    }

    @Test
    void aQuestionMayHaveAPage() {
        TestClient client = fixture.raw().listen(channel, token);
        say(client, new JsonObject().put("limit", 7).put("cursor", "x").put("offline", true));
        assertThat(fixture.services.presenceReads).containsExactly(new ReadPresence(user, session, 7, "x", true));
    }

    @Test
    void aStateIsSmall() {
        TestClient client = fixture.raw().listen(channel, token);
        JsonObject large = new JsonObject().put("state", new JsonObject().put("x", "y".repeat(1024)));
        assertThat(say(client, large).getString("code")).isEqualTo("invalid_request");
    }

    @Test
    void whatTheHomeDidNotHearIsSaidAgainAsItIsThen() {
        fixture.home.presenceFailures.set(2);
        TestClient client = fixture.raw().listen(channel, token);
        fixture.raw().listen(channel, token);
        awaitDevices(2);
        assertThat(fixture.home.presence.getFirst().anew()).isTrue();
        client.close();
        awaitDevices(1);
        assertThat(fixture.home.presence.getLast().anew()).isFalse();
    }

    @Test
    void thoseWhoComeWhileTheHomeAnswersGoTogether() {
        Promise<Void> gate = Promise.promise();
        fixture.home.presenceGate = gate.future();
        fixture.raw().listen(channel, token);
        awaitDevices(1);
        List<UUID> others = Stream.generate(() -> {
                    UUID other = Ids.next();
                    UUID theirs = fixture.services.session(other);
                    fixture.raw().listen(new Channel.OfSession(theirs).name(), fixture.tokens.issue(other));
                    return other;
                })
                .limit(5)
                .toList();
        assertThat(fixture.home.presence).hasSize(1);
        gate.complete();
        RealtimeFixture.until("all are told", () -> told().containsAll(others));
        assertThat(fixture.home.presence).hasSizeLessThanOrEqualTo(3);
        AnnouncePresence last = fixture.home.presence.getLast();
        assertThat(last.count()).isEqualTo(6);
    }

    @Test
    void aHomeThatHasForgottenIsToldEverybodyAnew() {
        fixture.raw().listen(channel, token);
        awaitDevices(1);
        int before = fixture.home.presence.size();
        fixture.home.presenceLost = true;
        RealtimeFixture.until(
                "all is told anew",
                () -> fixture.home.presence.stream()
                        .skip(before)
                        .anyMatch(said -> said.anew() && said.entries().size() == 1));
        AnnouncePresence anew = fixture.home.presence.getLast();
        assertThat(anew.entries().getFirst().known()).isTrue();
        assertThat(anew.hash()).isEqualTo(AnnouncePresence.hashOf(user, session));
    }

    @Test
    void whoLosesTheRightIsGoneAtOnce() {
        fixture.close();
        // Without the notice they would be there for a minute.
        RealtimeLimits.Times quick = RealtimeFixture.quick().times();
        fixture = new RealtimeFixture(
                RealtimeFixture.quick()
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
        session = fixture.services.session(user);
        fixture.raw().listen(new Channel.OfSession(session).name(), fixture.tokens.issue(user));
        awaitDevices(1);
        fixture.services.removeMember(session, user);
        awaitDevices(0);
    }

    @Test
    void aNodeThatStopsTakesAllBackAndLeavesTheGraceToTheHome() {
        TestClient client = fixture.raw(0).listen(channel, token);
        TestClient sockJs = fixture.sockJs().listen(channel, token);
        awaitDevices(2);
        fixture.stopHub(0).await();
        JsonObject reconnect = client.awaitEvent("reconnect").getJsonObject("message");
        assertThat(reconnect.getLong("afterMs")).isBetween(0L, 5000L);
        assertThat(reconnect.getInteger("code")).isEqualTo(4000);
        assertThat(client.awaitEnd()).isEqualTo("4000 shutting_down");
        sockJs.awaitEvent("reconnect");
        sockJs.awaitEnd();
        assertThat(fixture.raw(0).awaitEnd()).isEqualTo("4000 shutting_down");
        fixture.node.stop().await();
        assertThat(fixture.home.presence.getLast().anew()).isTrue();
        assertThat(fixture.home.presence.getLast().entries()).isEmpty();
        RealtimeFixture.until("the home knows that nobody listens", () -> fixture.home.now(channel) == 0);
    }

    private JsonObject say(TestClient client, JsonObject body) {
        return client.call("chat.presence", body.put("sessionId", session.toString()), token);
    }

    private void awaitDevices(int count) {
        RealtimeFixture.until(
                count + " devices",
                () -> !words().isEmpty() && words().getLast().devices() == count);
    }

    private List<UUID> told() {
        return fixture.home.presence.stream()
                .flatMap(said -> said.entries().stream())
                .map(AnnouncePresence.Entry::userId)
                .toList();
    }

    private List<AnnouncePresence.Entry> words() {
        return fixture.home.heardOf(user, session);
    }
}
