package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames of the bridge over real sockets, in both framings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventBusDoorTest {
    private RealtimeFixture fixture;

    private final UUID alice = Ids.next();
    private final UUID bob = Ids.next();
    private UUID session = Ids.next();
    private String channel = "";
    private String token = "";

    @BeforeAll
    void open() {
        fixture = new RealtimeFixture(RealtimeFixture.quick(), 2);
        session = fixture.services.session(alice, bob);
        channel = new Channel.OfSession(session).name();
        token = fixture.tokens.issue(alice);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    static Stream<Arguments> framings() {
        Function<RealtimeFixture, TestClient> raw = RealtimeFixture::raw;
        Function<RealtimeFixture, TestClient> sockJs = RealtimeFixture::sockJs;
        return Stream.of(Arguments.of("plain", raw), Arguments.of("SockJS", sockJs));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framings")
    void registerHearAndUnregister(String name, Function<RealtimeFixture, TestClient> framing) {
        TestClient client = framing.apply(fixture);
        client.register(channel, token);
        JsonObject subscribed = client.awaitEvent("subscribed");
        assertThat(subscribed.getJsonObject("message").getString("channel")).isEqualTo(channel);
        assertThat(subscribed.containsKey("address")).isFalse();

        JsonObject reply = client.call(
                "chat.message.send",
                new JsonObject().put("sessionId", session.toString()).put("content", "안녕 \"x\" 🙂"),
                token);
        JsonObject message = reply.getJsonObject("body").getJsonObject("message");
        assertThat(message.getString("content")).isEqualTo("안녕 \"x\" 🙂");

        JsonObject event = client.awaitRec(channel).getJsonObject("body");
        assertThat(event.getString("event")).isEqualTo("new_message");
        assertThat(event.getString("channel")).isEqualTo(channel);
        assertThat(event.getLong("seq")).isEqualTo(message.getLong("seq"));
        assertThat(event.getJsonObject("payload")).isEqualTo(message);

        client.listen("system_announcements", token);
        client.send(new JsonObject().put("type", "unregister").put("address", channel))
                .fence();
        assertThat(fixture.raw()
                        .call("chat.message.send", body("unheard"), token)
                        .getString("type"))
                .isEqualTo("rec");
        fixture.announce("a later event, by the same way");
        client.awaitRec("system_announcements");
        assertThat(client.hasEventOf(channel)).isFalse();
        assertThat(client.gotBinary()).isFalse();
        client.close();
    }

    @Test
    void oneWordToTheHomeForAllSocketsOfAllHubs() {
        UUID crowded = fixture.services.session(alice);
        String name = new Channel.OfSession(crowded).name();
        List<TestClient> clients = IntStream.range(0, 20)
                .mapToObj(i -> fixture.raw(i % 2).register(name, token))
                .toList();
        clients.forEach(client -> client.awaitEvent("subscribed"));
        assertThat(fixture.home.now(name)).isEqualTo(1);
        assertThat(fixture.home.ever(name)).isEqualTo(1);

        JsonObject body = new JsonObject().put("sessionId", crowded.toString()).put("content", "to all");
        clients.getFirst().call("chat.message.send", body, token);
        clients.forEach(client -> client.awaitRec(name));

        clients.forEach(TestClient::close);
        RealtimeFixture.until("the channel is given up", () -> fixture.home.now(name) == 0);
        assertThat(fixture.home.ever(name)).isEqualTo(1);
    }

    @Test
    void aSecondRegisterIsAcknowledgedAndHearsEachEventOnce() {
        TestClient client = fixture.raw().listen("system_announcements", token).listen("system_announcements", token);
        fixture.announce("first");
        fixture.announce("second");
        assertThat(contentOf(client.awaitRec("system_announcements"))).isEqualTo("first");
        assertThat(contentOf(client.awaitRec("system_announcements"))).isEqualTo("second");
        client.close();
    }

    @Test
    void theTokenIsCheckedOnceHoweverOftenItComes() {
        String own = fixture.tokens.issue(alice);
        TestClient client = fixture.raw();
        client.listen(channel, own);
        int checks = fixture.tokens.checks();
        client.call("chat.presence", new JsonObject().put("sessionId", session.toString()), own);
        client.listen("system_announcements", own);
        assertThat(fixture.tokens.checks()).isEqualTo(checks);
        client.close();
    }

    @Test
    void framesAreServedInOrderThoughATokenIsCheckedBetween() {
        TestClient client = fixture.sockJs();
        // All in one go: the second frame has no token and needs the first one's.
        client.send(TestClient.frame("register", "system_announcements", fixture.tokens.issue(alice)));
        client.send(new JsonObject().put("type", "register").put("address", channel));
        assertThat(client.awaitEvent("subscribed").getString("channel")).isEqualTo("system_announcements");
        assertThat(client.awaitEvent("subscribed").getString("channel")).isEqualTo(channel);
        client.close();
    }

    @Test
    void messagesOfOneSenderKeepTheirOrder() {
        TestClient client = fixture.raw().listen(channel, token);
        for (int i = 0; i < 20; i++) {
            client.send(TestClient.frame("send", "chat.message.send", token).put("body", body("number " + i)));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(contentOf(client.awaitRec(channel))).isEqualTo("number " + i);
        }
        client.close();
    }

    @Test
    void aBatchIsStoredWhole() {
        JsonObject reply = fixture.raw()
                .call(
                        "chat.message.send",
                        new JsonObject()
                                .put("sessionId", session.toString())
                                .put(
                                        "messages",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("content", "one")
                                                        .put("clientMessageId", "c1")
                                                        .put("metadata", new JsonObject().put("n", 1.5)))
                                                .add(new JsonObject().put("content", "two"))),
                        token);
        JsonArray messages = reply.getJsonObject("body").getJsonArray("messages");
        assertThat(messages).hasSize(2);
        List<NewMessage> sent = fixture.services.sent.getLast().messages();
        assertThat(sent.getFirst().clientMessageId()).isEqualTo("c1");
        assertThat(sent.getFirst().metadata()).containsEntry("n", 1.5);
    }

    @Test
    void aClientThatLeavesAtOnceLeavesNothingBehind() {
        UUID visited = fixture.services.session(alice);
        String name = new Channel.OfSession(visited).name();
        List<TestClient> clients = IntStream.range(0, 20)
                .mapToObj(i -> fixture.raw(1).register(name, fixture.tokens.issue(alice)))
                .toList();
        clients.forEach(TestClient::close);
        clients.forEach(TestClient::awaitEnd);
        RealtimeFixture.until("all are gone", () -> fixture.sockets(1) == 0 && fixture.leaving(1) == 0);
        // Longer under way than what any of them began.
        fixture.raw(1)
                .listen("system_announcements", fixture.tokens.issue(alice))
                .close();
        RealtimeFixture.until("nobody is registered", () -> fixture.home.now(name) == 0);
        RealtimeFixture.until("nobody is present", () -> fixture.home.isAbsent(alice, visited));
    }

    @Test
    void typingIsTold() {
        JsonObject reply = fixture.raw()
                .call(
                        "chat.typing",
                        new JsonObject().put("sessionId", session.toString()).put("isTyping", true),
                        token);
        assertThat(reply.getJsonObject("body")).isEqualTo(new JsonObject());
        assertThat(fixture.services.typing)
                .anyMatch(set -> set.userId().equals(alice) && set.sessionId().equals(session) && set.isTyping());
    }

    @Test
    void theAllowanceOfMessagesIsSpentFirst() {
        UUID chatterbox = Ids.next();
        UUID own = fixture.services.session(chatterbox);
        fixture.spent.add(chatterbox);
        JsonObject err = fixture.raw()
                .call(
                        "chat.message.send",
                        new JsonObject().put("sessionId", own.toString()).put("content", "one more"),
                        fixture.tokens.issue(chatterbox));
        assertThat(err.getString("code")).isEqualTo("rate_limited");
        assertThat(err.getInteger("failureCode")).isEqualTo(42901);
        assertThat(err.getLong("retryAfterMs")).isEqualTo(7000);
        assertThat(fixture.services.sent).noneMatch(sent -> sent.userId().equals(chatterbox));
    }

    @Test
    void onlyListedOriginsAndOwnPagesMayConnect() {
        String own = "http://127.0.0.1:" + fixture.port(0);
        assertThat(statusOf("/eventbus/info", own)).isEqualTo(200);
        assertThat(statusOf("/eventbus/info", "https://chat.example.com")).isEqualTo(200);
        assertThat(statusOf("/eventbus/info", "https://evil.example.com")).isEqualTo(403);
        assertThat(statusOf("/eventbus/000/abc/websocket", "https://evil.example.com"))
                .isEqualTo(403);
        assertThat(statusOf("/eventbus/websocket", "null")).isEqualTo(403);
        assertThat(statusOf("/eventbus/iframe.html", own)).isEqualTo(404);
    }

    private int statusOf(String path, String origin) {
        HttpClient client = fixture.vertx.createHttpClient();
        int status = client.request(io.vertx.core.http.HttpMethod.GET, fixture.port(0), "127.0.0.1", path)
                .compose(request -> request.putHeader("Origin", origin).send())
                .await()
                .statusCode();
        client.close().await();
        return status;
    }

    private JsonObject body(String content) {
        return new JsonObject().put("sessionId", session.toString()).put("content", content);
    }

    private static String contentOf(JsonObject rec) {
        return rec.getJsonObject("body").getJsonObject("payload").getString("content");
    }
}
