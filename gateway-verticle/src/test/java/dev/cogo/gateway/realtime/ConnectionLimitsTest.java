package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.testing.Records;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.identity.LoginsEnded;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every limit of a connection, and that it concerns that connection alone. */
class ConnectionLimitsTest {
    private final UUID user = Ids.next();
    private RealtimeFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void channels() {
        fixture = with(Records.with(RealtimeFixture.quick().inbound(), "maxChannels", 2));
        String token = fixture.tokens.issue(user);
        TestClient client =
                fixture.raw().listen("system_announcements", token).listen(new Channel.OfUser(user).name(), token);
        String third = new Channel.OfSession(fixture.services.session(user)).name();
        assertThat(client.register(third, token).awaitErr().getString("code")).isEqualTo("too_many_channels");
        client.send(TestClient.frame("unregister", "system_announcements", token));
        client.listen(third, token);
    }

    @Test
    void framesAreRefusedBeforeTheConnectionIsClosed() {
        fixture = with(Records.with(RealtimeFixture.quick().inbound(), "framesPerSecond", 1, "frameBurst", 10));
        TestClient client = fixture.raw();
        for (int i = 0; i < 15; i++) {
            client.send(new JsonObject().put("type", "ping"));
        }
        JsonObject err = client.awaitErr();
        assertThat(err.getString("code")).isEqualTo("rate_limited");
        assertThat(err.getLong("retryAfterMs")).isPositive();
        assertThat(client.isOpen()).isTrue();
        for (int i = 0; i < 15; i++) {
            client.send(new JsonObject().put("type", "ping"));
        }
        assertThat(client.awaitEnd()).isEqualTo("4501 flooding");
    }

    @Test
    void aConnectionEndsWithItsLogin() {
        fixture = new RealtimeFixture();
        String token = fixture.tokens.issue(user);
        String other = fixture.tokens.issue(user);
        TestClient ending = fixture.raw().listen("system_announcements", token);
        TestClient staying = fixture.raw().listen("system_announcements", other);
        fixture.bus.tellGateways(Address.LOGINS_ENDED, new LoginsEnded(user, List.of(fixture.tokens.family(token))));

        assertThat(ending.awaitEnd()).isEqualTo("4503 login_ended");
        assertThat(staying.isOpen()).isTrue();
    }

    @Test
    void calls() {
        fixture = with(Records.with(RealtimeFixture.quick().inbound(), "maxPendingCalls", 3));
        String token = fixture.tokens.issue(user);
        Promise<Void> gate = Promise.promise();
        fixture.services.sendGate = gate.future();
        JsonObject body = new JsonObject()
                .put("sessionId", fixture.services.session(user).toString())
                .put("content", "x");
        TestClient client = fixture.raw();
        for (int i = 0; i < 4; i++) {
            client.send(TestClient.frame("send", "chat.message.send", token)
                    .put("body", body)
                    .put("replyAddress", "r" + i));
        }
        JsonObject err = client.awaitErr();
        assertThat(err.getString("code")).isEqualTo("overloaded");
        assertThat(err.getString("address")).isEqualTo("r3");
        gate.complete();
        for (int i = 0; i < 3; i++) {
            client.awaitRec("r" + i);
        }
        assertThat(client.call("chat.message.send", body, token).getString("type"))
                .isEqualTo("rec");
    }

    @Test
    void connections() {
        fixture = with(Records.with(RealtimeFixture.quick().inbound(), "maxSockets", 1));
        TestClient first = fixture.raw().fence();
        assertThat(fixture.raw().awaitEnd()).isEqualTo("4004 overloaded");
        TestClient second = fixture.sockJs();
        assertThat(second.awaitEvent("closing").getJsonObject("message").getString("reason"))
                .isEqualTo("overloaded");
        second.awaitEnd();
        first.fence();
    }

    @Test
    void connectionsOfOneUser() {
        fixture = new RealtimeFixture(
                RealtimeFixture.quick()
                        .with(Records.with(RealtimeFixture.quick().inbound(), "maxUserSockets", 2)),
                2);
        String token = fixture.tokens.issue(user);
        TestClient first = fixture.raw(0).listen("system_announcements", token);
        TestClient second = fixture.raw(1).listen("system_announcements", token);
        TestClient third = fixture.raw(0).register("system_announcements", token);
        assertThat(third.awaitEnd()).isEqualTo("4505 too_many_sockets");
        fixture.raw(0).listen("system_announcements", fixture.tokens.issue(Ids.next()));
        first.close();
        first.awaitEnd();
        RealtimeFixture.until("the first is gone", () -> fixture.sockets(0) == 1);
        fixture.raw(0).listen("system_announcements", token);
        second.fence();
    }

    @Test
    void connectionsOfOneAddress() {
        fixture = new RealtimeFixture(new LimitsConfig.Address(1000, 2, 2));
        TestClient first = fixture.raw().fence();
        TestClient second = fixture.sockJs().fence();
        assertThat(fixture.raw().awaitEnd()).isEqualTo("4004 overloaded");
        PhoenixClient refused = fixture.phoenix(null);
        assertThat(refused.awaitEnd().reason()).isEqualTo("overloaded");
        first.close();
        first.awaitEnd();
        RealtimeFixture.until("the first is gone", () -> fixture.sockets(0) == 1);
        fixture.raw().fence();
        second.fence();
    }

    @Test
    void connectionsOfOneAddressThatHaveNoLoginYet() {
        fixture = new RealtimeFixture(new LimitsConfig.Address(1000, 100, 1));
        String token = fixture.tokens.issue(user);
        TestClient first = fixture.raw().fence();
        assertThat(fixture.raw().awaitEnd()).isEqualTo("4004 overloaded");
        first.listen("system_announcements", token);
        PhoenixClient second = fixture.phoenix(null);
        assertThat(fixture.raw().awaitEnd()).isEqualTo("4004 overloaded");
        second.join("room:1", token, new JsonObject());
        fixture.raw().listen("system_announcements", token);
    }

    @Test
    void whoHasWaitedLongestForALoginMakesRoom() {
        fixture = with(Records.with(RealtimeFixture.quick().inbound(), "maxWaiting", 2));
        TestClient in = fixture.raw().listen("system_announcements", fixture.tokens.issue(user));
        TestClient first = fixture.raw().fence();
        TestClient second = fixture.raw().fence();
        TestClient third = fixture.raw().fence();
        assertThat(first.awaitEnd()).isEqualTo("4500 login_timeout");
        second.fence();
        third.listen("system_announcements", fixture.tokens.issue(user));
        in.fence();
    }

    @Test
    void timeForALogin() {
        fixture = new RealtimeFixture(times(Duration.ofMillis(100), Duration.ofSeconds(60)), 1);
        assertThat(fixture.raw().awaitEnd()).isEqualTo("4500 login_timeout");
    }

    @Test
    void timeWithoutAFrame() {
        fixture = new RealtimeFixture(times(Duration.ofSeconds(60), Duration.ofMillis(500)), 1);
        TestClient client = fixture.raw();
        client.send(new JsonObject().put("type", "ping"));
        assertThat(client.awaitEnd()).isEqualTo("4003 idle");
    }

    @Test
    void aClientThatDoesNotReadIsClosedAndOthersGoOn() {
        fixture = with(new RealtimeLimits.Outbound(256 * 1024, 1024 * 1024, Duration.ofSeconds(1)));
        String token = fixture.tokens.issue(user);
        List<TestClient> slow = List.of(fixture.raw(), fixture.sockJs());
        slow.forEach(
                client -> client.listen("system_announcements", token).socket().pause());
        TestClient reader = fixture.raw().listen("system_announcements", token);
        long before = usedHeap();
        announceMuch(reader);
        RealtimeFixture.until("the slow ones are closed", () -> fixture.sockets(0) == 1);
        // They never read the close: their TCP connections are ended under them.
        RealtimeFixture.until("and gone", () -> fixture.leaving(0) == 0);
        assertThat(usedHeap() - before).isLessThan(16L << 20);
        slow.forEach(client -> client.socket().resume());
        slow.forEach(client -> assertThat(client.awaitEnd()).startsWith("1006"));
        reader.fence();
        assertThat(reader.has(frame -> "lagged".equals(frame.getString("event"))))
                .isFalse();
    }

    @Test
    void aClientThatReadsTooLateIsToldWhyItIsClosed() {
        RealtimeLimits.Times quick = RealtimeFixture.quick().times();
        RealtimeLimits limits = RealtimeFixture.quick()
                .with(new RealtimeLimits.Outbound(256 * 1024, 1024 * 1024, Duration.ofMillis(200)))
                .with(new RealtimeLimits.Times(
                        quick.login(),
                        quick.idle(),
                        Duration.ofSeconds(30),
                        quick.reconnectSpread(),
                        quick.channelLinger(),
                        quick.presenceLinger(),
                        quick.sweep(),
                        quick.heartbeat()));
        fixture = new RealtimeFixture(limits, 1);
        String token = fixture.tokens.issue(user);
        TestClient slow = fixture.raw().listen("system_announcements", token);
        TestClient reader = fixture.raw().listen("system_announcements", token);
        slow.socket().pause();
        announceMuch(reader);
        RealtimeFixture.until("it is given up", () -> fixture.leaving(0) == 1);
        slow.socket().resume();
        slow.awaitEvent("lagged");
        assertThat(slow.awaitEvent("closing").getJsonObject("message").getString("reason"))
                .isEqualTo("lagging");
        assertThat(slow.awaitEnd()).isEqualTo("4002 lagging");
        reader.fence();
    }

    @Test
    void aClientThatCatchesUpIsToldThatItLagged() {
        fixture = with(new RealtimeLimits.Outbound(256 * 1024, 1024 * 1024, Duration.ofSeconds(60)));
        String token = fixture.tokens.issue(user);
        TestClient slow = fixture.raw().listen("system_announcements", token);
        TestClient reader = fixture.raw().listen("system_announcements", token);
        slow.socket().pause();
        announceMuch(reader);
        slow.socket().resume();
        slow.awaitEvent("lagged");
        fixture.announce("after the gap");
        slow.await(frame -> frame.encode().contains("after the gap"));
        assertThat(slow.isOpen()).isTrue();
    }

    /**
     * Far more than the kernel's buffers and the limits together, no faster than the reader takes it: what waits for the reader
     * stays below the soft limit, however long the machine keeps it from reading.
     */
    private void announceMuch(TestClient reader) {
        String filler = "x".repeat(100_000);
        for (int i = 0; i < 160; i++) {
            for (int j = 0; j < 2; j++) {
                fixture.announce(filler);
            }
            for (int j = 0; j < 2; j++) {
                reader.awaitRec("system_announcements");
            }
        }
    }

    private static RealtimeLimits times(Duration login, Duration idle) {
        RealtimeLimits.Times quick = RealtimeFixture.quick().times();
        return RealtimeFixture.quick()
                .with(new RealtimeLimits.Times(
                        login,
                        idle,
                        quick.close(),
                        quick.reconnectSpread(),
                        quick.channelLinger(),
                        quick.presenceLinger(),
                        quick.sweep(),
                        quick.heartbeat()));
    }

    private static RealtimeFixture with(RealtimeLimits.Outbound outbound) {
        return new RealtimeFixture(RealtimeFixture.quick().with(outbound), 1);
    }

    private static RealtimeFixture with(RealtimeLimits.Inbound inbound) {
        return new RealtimeFixture(RealtimeFixture.quick().with(inbound), 1);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
