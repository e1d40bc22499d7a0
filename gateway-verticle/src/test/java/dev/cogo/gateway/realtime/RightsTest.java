package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may listen to what, and for how long. */
class RightsTest {
    private final UUID owner = Ids.next();
    private final UUID member = Ids.next();
    private final UUID stranger = Ids.next();
    private RealtimeFixture fixture;
    private UUID session;
    private UUID task;
    private String sessionChannel;
    private String taskChannel;

    @BeforeEach
    void open() {
        fixture = new RealtimeFixture(RealtimeFixture.quick(), 2);
        session = fixture.services.session(owner, member);
        task = fixture.services.task(session, owner);
        sessionChannel = new Channel.OfSession(session).name();
        taskChannel = new Channel.OfTask(task).name();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whoMayListen() {
        String own = fixture.tokens.issue(member);
        for (String channel :
                List.of("system_announcements", new Channel.OfUser(member).name(), sessionChannel, taskChannel)) {
            fixture.raw().listen(channel, own);
        }
        fixture.raw().listen(taskChannel, fixture.tokens.issue(owner));
    }

    @Test
    void allRefusalsLookAlike() {
        String token = fixture.tokens.issue(stranger);
        TestClient client = fixture.raw();
        for (String channel : List.of(
                sessionChannel,
                new Channel.OfSession(Ids.next()).name(),
                taskChannel,
                new Channel.OfTask(Ids.next()).name(),
                new Channel.OfUser(member).name(),
                new Channel.OfUser(Ids.next()).name(),
                "chat_session_",
                "chat_session_1-1-1-1-1",
                sessionChannel.toUpperCase(java.util.Locale.ROOT),
                sessionChannel + " ",
                "gateway.access.revoked",
                EventEnvelope.Destination.HOME.at(ClusterView.alone().self()),
                "__vertx.subs")) {
            JsonObject err = client.register(channel, token).awaitErr();
            assertThat(err)
                    .isEqualTo(new JsonObject()
                            .put("type", "err")
                            .put("address", channel)
                            .put("failureCode", 40406)
                            .put("failureType", "RECIPIENT_FAILURE")
                            .put("message", "there is no such channel")
                            .put("body", "channel_not_found")
                            .put("code", "channel_not_found"));
        }
        assertThat(fixture.home.ever(sessionChannel)).isZero();
    }

    @Test
    void nothingWithoutAToken() {
        TestClient client = fixture.raw();
        client.send(new JsonObject().put("type", "register").put("address", "system_announcements"));
        assertThat(client.awaitErr().getString("code")).isEqualTo("unauthenticated");
        client.register("system_announcements", "forged");
        assertThat(client.awaitErr().getString("code")).isEqualTo("invalid_token");
        client.register("system_announcements", fixture.tokens.issue(member, Duration.ofSeconds(-1)));
        assertThat(client.awaitErr().getString("code")).isEqualTo("token_expired");
        client.listen("system_announcements", fixture.tokens.issue(member));
    }

    @Test
    void aConnectionKeepsItsUser() {
        TestClient client = fixture.raw().listen(sessionChannel, fixture.tokens.issue(member));
        client.register("system_announcements", fixture.tokens.issue(stranger));
        assertThat(client.awaitErr().getString("code")).isEqualTo("invalid_token");
        client.send(new JsonObject().put("type", "register").put("address", "system_announcements"));
        client.awaitEvent("subscribed");
    }

    @Test
    void aLostRightEndsTheSubscriptionOnEveryEventLoop() {
        String own = fixture.tokens.issue(member);
        List<TestClient> losers = List.of(fixture.raw(0), fixture.raw(1));
        losers.forEach(client ->
                client.listen(sessionChannel, own).listen(taskChannel, own).listen("system_announcements", own));
        TestClient stays = fixture.raw(1).listen(sessionChannel, fixture.tokens.issue(owner));

        fixture.services.removeMember(session, member);
        for (TestClient client : losers) {
            for (String channel : List.of(sessionChannel, taskChannel)) {
                JsonObject ended = client.await(frame ->
                        "unsubscribed".equals(frame.getString("event")) && channel.equals(frame.getString("channel")));
                assertThat(ended.getString("code")).isEqualTo("forbidden");
                assertThat(ended.getJsonObject("message").getString("channel")).isEqualTo(channel);
                assertThat(ended.getJsonObject("message").getString("code")).isEqualTo("forbidden");
            }
        }
        publishTyping();
        fixture.announce("later");
        stays.awaitRec(sessionChannel);
        for (TestClient client : losers) {
            client.awaitRec("system_announcements");
            assertThat(client.hasEventOf(sessionChannel)).isFalse();
            assertThat(client.register(sessionChannel, own).awaitErr().getString("code"))
                    .isEqualTo("channel_not_found");
        }
    }

    @Test
    void theOwnerOfATaskKeepsItWithoutTheSession() {
        String own = fixture.tokens.issue(owner);
        TestClient client = fixture.raw().listen(taskChannel, own).listen(sessionChannel, own);
        fixture.services.removeMember(session, owner);
        client.awaitEvent("unsubscribed");
        fixture.publish(new Channel.OfTask(task), EventName.AGENT_PROGRESS, "x");
        client.awaitRec(taskChannel);
    }

    @Test
    void aRightThatIsLostWhileItIsAskedForIsNotGranted() {
        String own = fixture.tokens.issue(member);
        TestClient witness = fixture.raw().listen(sessionChannel, own);
        Promise<Void> gate = Promise.promise();
        fixture.services.accessGate = gate.future();
        int checked = fixture.services.checked.get();
        TestClient client = fixture.raw().register(sessionChannel, own);
        RealtimeFixture.until("the members are read", () -> fixture.services.checked.get() > checked);
        fixture.services.removeMember(session, member);
        witness.awaitEvent("unsubscribed");
        gate.complete();
        assertThat(client.awaitErr().getString("code")).isEqualTo("channel_not_found");
        RealtimeFixture.until("the channel is given up", () -> fixture.home.now(sessionChannel) == 0);
    }

    @Test
    void aChannelGivenUpWhileItIsAskedForStaysSilent() {
        Promise<Void> gate = Promise.promise();
        fixture.services.accessGate = gate.future();
        String own = fixture.tokens.issue(member);
        TestClient client = fixture.raw().register(sessionChannel, own);
        client.send(TestClient.frame("unregister", sessionChannel, own)).fence();
        gate.complete();
        fixture.services.accessGate = io.vertx.core.Future.succeededFuture();
        client.listen("system_announcements", own);
        // Two round trips through the access check: whatever the first one caused has come by now.
        client.listen(taskChannel, own);
        assertThat(client.has(frame -> sessionChannel.equals(frame.getString("channel"))))
                .isFalse();
        assertThat(client.hasEventOf(sessionChannel)).isFalse();
    }

    @Test
    void theConnectionEndsWithTheToken() {
        TestClient client = fixture.raw().listen(sessionChannel, fixture.tokens.issue(member, Duration.ofMillis(700)));
        JsonObject closing = client.awaitEvent("closing").getJsonObject("message");
        assertThat(closing.getInteger("code")).isEqualTo(4001);
        assertThat(closing.getString("reason")).isEqualTo("token_expired");
        assertThat(closing.getBoolean("comeBack")).isTrue();
        assertThat(client.awaitEnd()).isEqualTo("4001 token_expired");
    }

    @Test
    void underSockJsTheNoticeTellsTheCode() {
        TestClient client =
                fixture.sockJs().listen(sessionChannel, fixture.tokens.issue(member, Duration.ofMillis(700)));
        assertThat(client.awaitEvent("closing").getInteger("code")).isEqualTo(4001);
        client.awaitEnd();
        assertThat(client.sockJsClose()).startsWith("c[3000");
    }

    @Test
    void aNewerTokenKeepsTheConnection() {
        String first = fixture.tokens.issue(member, Duration.ofMillis(700));
        TestClient renews = fixture.raw().listen(sessionChannel, first);
        renews.listen("system_announcements", fixture.tokens.issue(member));
        TestClient doesNot = fixture.raw().listen(sessionChannel, first);
        doesNot.awaitEnd();
        renews.fence();
        fixture.announce("still here");
        renews.awaitRec("system_announcements");
        assertThat(renews.isOpen()).isTrue();
    }

    private void publishTyping() {
        fixture.publish(new Channel.OfSession(session), EventName.USER_TYPING, new Typing(owner, session, true));
    }
}
