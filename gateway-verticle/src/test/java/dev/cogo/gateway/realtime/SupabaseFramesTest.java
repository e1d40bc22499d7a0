package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.presence.PresenceStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of the realtime door for supabase-js, as they stand on the wire. */
class SupabaseFramesTest {
    private static final String TABLE = "chat_messages_realtime";

    private final RealtimeFixture fixture = new RealtimeFixture();
    private final UUID alice = Ids.next();
    private final UUID bob = Ids.next();
    private UUID session;
    private String name;
    private String topic;

    @BeforeEach
    void open() {
        session = fixture.services.session(alice, bob);
        name = new Channel.OfSession(session).name();
        topic = "realtime:" + name;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"1.0.0", "2.0.0"})
    void joinHearLeave(@Nullable String vsn) {
        PhoenixClient client = fixture.phoenix(vsn);
        JsonObject wish = binding("INSERT", null).put("filter", null);
        JsonObject reply = client.join(name, fixture.tokens.issue(alice), wishing(wish));
        assertThat(reply.getString("status")).isEqualTo("ok");
        assertThat(reply.getJsonObject("response").getJsonArray("postgres_changes"))
                .isEqualTo(new JsonArray().add(wish.copy().put("id", 1)));
        assertThat(client.awaitEvent("system").getJsonObject("payload"))
                .isEqualTo(new JsonObject()
                        .put("extension", "postgres_changes")
                        .put("status", "ok")
                        .put("message", "Subscribed to PostgreSQL")
                        .put("channel", name));
        var message = fixture.services.store(session, "hello");
        fixture.services.tell(message);
        JsonObject told = client.awaitBroadcast("new_message");
        assertThat(told.getString("type")).isEqualTo("broadcast");
        assertThat(told.getJsonObject("payload").getString("content")).isEqualTo("hello");
        assertThat(told.getJsonObject("meta"))
                .isEqualTo(new JsonObject().put("seq", 1).put("id", name + "/1"));
        JsonObject change = client.awaitEvent("postgres_changes").getJsonObject("payload");
        assertThat(change.getJsonArray("ids")).isEqualTo(new JsonArray().add(1));
        JsonObject data = change.getJsonObject("data");
        assertThat(data.getString("type")).isEqualTo("INSERT");
        assertThat(data.getString("schema")).isEqualTo("public");
        assertThat(data.getString("table")).isEqualTo(TABLE);
        assertThat(data.getJsonArray("columns")).isNotEmpty();
        assertThat(data.getJsonObject("old_record")).isEmpty();
        assertThat(data.getValue("errors")).isNull();
        assertThat(data.getJsonObject("record").getMap())
                .containsEntry("id", message.id().toString())
                .containsEntry("session_id", session.toString())
                .containsEntry("seq", 1)
                .containsEntry("content", "hello")
                .containsEntry("message_type", "system")
                .containsEntry("user_id", null);
        assertThat(client.push(topic, "phx_leave", new JsonObject())).isEqualTo(PhoenixClient.ok());
        assertThat(client.awaitEvent("phx_close").getString("ref")).isEqualTo("1");
        assertThat(client.push(topic, "broadcast", new JsonObject()).getString("status"))
                .isEqualTo("error");
        client.fence();
    }

    @Test
    void aBatchIsAsManyRowsAndFiltersChoose() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        JsonObject reply = client.join(
                "anything",
                fixture.tokens.issue(alice),
                wishing(
                        binding("*", "session_id=eq." + session + ",content=not.eq.b"),
                        binding("INSERT", "session_id=in.(" + session + ")")
                                .put("select", new JsonArray().add("content")),
                        binding("DELETE", "session_id=eq." + session)));
        assertThat(reply.getString("status")).isEqualTo("ok");
        fixture.services.tellBatch(fixture.services.store(session, "a"), fixture.services.store(session, "b"));
        JsonObject first = client.awaitEvent("postgres_changes").getJsonObject("payload");
        JsonObject second = client.awaitEvent("postgres_changes").getJsonObject("payload");
        JsonObject third = client.awaitEvent("postgres_changes").getJsonObject("payload");
        assertThat(List.of(first.getJsonArray("ids"), second.getJsonArray("ids"), third.getJsonArray("ids")))
                .isEqualTo(List.of(new JsonArray().add(1), new JsonArray().add(2), new JsonArray().add(2)));
        assertThat(second.getJsonObject("data").getJsonObject("record"))
                .isEqualTo(new JsonObject().put("content", "a"));
        assertThat(third.getJsonObject("data").getJsonObject("record")).isEqualTo(new JsonObject().put("content", "b"));
        assertThat(client.has(message -> message.getString("event").equals("broadcast")))
                .isFalse();
    }

    @Test
    void wishesThatCantBeServedAreRefusedWithAReason() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        String token = fixture.tokens.issue(alice);
        List<JsonObject> wishes = List.of(
                binding("INSERT", null).put("table", "secrets"),
                binding("INSERT", null).put("schema", "auth"),
                binding("UPSERT", null),
                binding("INSERT", "content=match.(a+)+$"),
                binding("INSERT", "nosuch=eq.hello"),
                binding("INSERT", "seq=gt.abc"),
                binding("INSERT", null).put("select", new JsonArray().add("id").add("nosuch")),
                binding("*", "title=eq.1").put("table", "session_members"),
                binding("INSERT", "content"),
                binding("INSERT", "session_id=eq.1"),
                binding("INSERT", "session_id=in.()"));
        for (JsonObject wish : wishes) {
            JsonObject reply = client.join(name, token, wishing(wish));
            assertThat(reply.getString("status")).as(wish.encode()).isEqualTo("error");
            assertThat(reply.getJsonObject("response").getString("reason"))
                    .as(wish.encode())
                    .startsWith("Unable to subscribe to changes with given parameters");
        }
        JsonObject open = client.join("anything", token, wishing(binding("INSERT", null)));
        assertThat(open.getJsonObject("response").getString("reason")).contains("session_id=eq.{id}");
        JsonObject ids = new JsonObject().put("presence", new JsonObject().put("key", "ids"));
        assertThat(client.join(name, token, ids).getString("status")).isEqualTo("error");
        for (String topicName :
                List.of("", "hall:1", "chat_session_1", "free_room:1", "room:\n", "room:" + "x".repeat(200))) {
            assertThat(client.join(topicName, token, new JsonObject()).getString("status"))
                    .as(topicName)
                    .isEqualTo("error");
        }
        assertThat(client.push("phony", "phx_join", new JsonObject()).getString("status"))
                .isEqualTo("error");
    }

    /** What one message may cost is bounded when the wishes are made: 120 topics with 100 choices of columns each would be 24,000 frames. */
    @Test
    void aConnectionCantAskForOneMessageInManyWays() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        String token = fixture.tokens.issue(alice);
        String own = "session_id=eq." + session;
        JsonObject[] odd = IntStream.range(0, 100)
                .mapToObj(i -> binding("*", own)
                        .put("table", "*")
                        .put("select", new JsonArray().add("content").add("x" + i)))
                .toArray(JsonObject[]::new);
        for (int i = 0; i < 120; i++) {
            assertThat(reasonOf(client.join("odd " + i, token, wishing(odd)))).contains("selected");
        }
        List<String> columns =
                List.of("id", "seq", "user_id", "content", "message_type", "metadata", "mentions", "edited_at");
        JsonObject[] choices = columns.stream()
                .map(column -> binding("INSERT", own)
                        .put("select", new JsonArray().add("content").add(column)))
                .toArray(JsonObject[]::new);
        assertThat(client.join("choices", token, wishing(choices)).getString("status"))
                .isEqualTo("ok");
        assertThat(reasonOf(client.join("one more", token, wishing(binding("INSERT", own)))))
                .isEqualTo("ChannelRateLimitReached: A connection can have 8 different choices of table and select");
        assertThat(reasonOf(client.join("like choices", token, wishing(choices[0]))))
                .isEqualTo("ChannelRateLimitReached: A connection can have 8 ways to hear of the same message");
        // The same choice may be asked for again and again in a topic: it is one frame.
        PhoenixClient modest = fixture.phoenix("2.0.0");
        JsonObject[] alike = IntStream.range(0, 32)
                .mapToObj(i -> binding("INSERT", own + ",seq=gt." + i))
                .toArray(JsonObject[]::new);
        assertThat(modest.join("alike", token, wishing(alike)).getString("status"))
                .isEqualTo("ok");
        assertThat(reasonOf(modest.join("alike too", token, wishing(binding("INSERT", own)))))
                .contains("postgres_changes on the same session");
        PhoenixClient searcher = fixture.phoenix("2.0.0");
        JsonObject[] scans = IntStream.range(0, 9)
                .mapToObj(i -> binding("INSERT", own + ",content=like.%" + i + "%"))
                .toArray(JsonObject[]::new);
        assertThat(reasonOf(searcher.join("scans", token, wishing(scans)))).contains("like or ilike");
        fixture.services.tell(fixture.services.store(session, "x".repeat(32_000)));
        for (int i = 0; i < choices.length; i++) {
            client.awaitEvent("postgres_changes");
        }
        client.fence();
        assertThat(client.has(message -> message.getString("event").equals("postgres_changes")))
                .isFalse();
        assertThat(modest.awaitEvent("postgres_changes")
                        .getJsonObject("payload")
                        .getJsonArray("ids"))
                .hasSize(1);
    }

    @Test
    void aPatternWithManyWildcardsHoldsNobodyUp() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        String filter = "content=like." + "%a".repeat(100) + "%b";
        client.join(name, fixture.tokens.issue(alice), wishing(binding("INSERT", filter), binding("INSERT", null)));
        fixture.services.tell(fixture.services.store(session, "a".repeat(2_000)));
        assertThat(client.awaitEvent("postgres_changes")
                        .getJsonObject("payload")
                        .getJsonArray("ids"))
                .isEqualTo(new JsonArray().add(2));
    }

    @Test
    void malformedFramesAreDroppedAndTheConnectionGoesOn() {
        for (String vsn : List.of("1.0.0", "2.0.0")) {
            PhoenixClient client = fixture.phoenix(vsn);
            List.of(
                            "",
                            "[",
                            "{\"topic\":1}",
                            "{\"topic\":\"t\",\"event\":\"e\",\"payload\":null,\"ref\":\"1\"}",
                            "[null,{},\"t\",\"phx_join\",{}]",
                            "[null,\"1\",\"" + "t".repeat(300) + "\",\"phx_join\",{}]",
                            "[null,\"1\",\"t\",\"phx_join\",{\"a\":1,\"a\":2}]",
                            "[".repeat(100))
                    .forEach(client::sendText);
            List.of(
                            new byte[] {},
                            new byte[] {3},
                            new byte[] {3, 1, 1, 1, 1, 0, 1},
                            new byte[] {4, 0, 0, 0, 0, 0, 0},
                            new byte[] {3, 0, 0, 1, 1, 0, 9, 't', 'e'},
                            new byte[] {3, 0, 0, 1, 1, 0, 1, 't', 'e', '{'})
                    .forEach(bytes -> client.sendBinary(Buffer.buffer(bytes)));
            client.fence();
        }
    }

    @Test
    void broadcastsBetweenSerializersAndBytes() {
        PhoenixClient old = fixture.phoenix("1.0.0");
        PhoenixClient speaker = fixture.phoenix("2.0.0");
        PhoenixClient other = fixture.phoenix("2.0.0");
        String room = "room:1";
        JsonObject ack = new JsonObject().put("broadcast", new JsonObject().put("ack", "true"));
        old.join(room, fixture.tokens.issue(alice), ack);
        speaker.join(room, fixture.tokens.issue(bob), ack);
        other.join(room, fixture.tokens.issue(bob), ack);
        JsonObject said = new JsonObject()
                .put("type", "broadcast")
                .put("event", "cursor")
                .put("payload", new JsonObject().put("x", 1))
                .put("kept", true)
                .put("ids", new JsonArray())
                .put(
                        "meta",
                        new JsonObject().put("id", name + "/1").put("seq", 7).put("mine", 1));
        assertThat(speaker.push("realtime:" + room, "broadcast", said)).isEqualTo(PhoenixClient.ok());
        JsonObject heard = said.copy();
        heard.remove("ids");
        heard.remove("meta");
        for (PhoenixClient listener : List.of(old, other)) {
            JsonObject told = listener.awaitBroadcast("cursor");
            JsonObject meta = (JsonObject) told.remove("meta");
            assertThat(told).isEqualTo(heard);
            assertThat(meta.getJsonObject("from")).isEqualTo(new JsonObject().put("userId", bob.toString()));
            assertThat(UUID.fromString(meta.getString("id"))).isNotNull();
            assertThat(meta.fieldNames()).containsExactlyInAnyOrder("id", "from");
        }

        speaker.sendBinary(binary("realtime:" + room, "blob", "", 0, new byte[] {0, -1, 7}));
        Buffer blob = other.awaitBinary();
        assertThat(blob.getByte(0)).isEqualTo((byte) 4);
        String texts = blob.getString(5, blob.length() - 3, "ISO-8859-1");
        assertThat(texts).startsWith("realtime:" + room + "blob{\"id\":\"").endsWith("\"userId\":\"" + bob + "\"}}");
        assertThat(blob.getByte(4)).isEqualTo((byte) 0);
        assertThat(blob.getBytes(blob.length() - 3, blob.length())).containsExactly(0, -1, 7);

        speaker.sendBinary(binary(
                "realtime:" + room,
                "json",
                "{\"persist\":true,\"seq\":1}",
                1,
                "{\"a\":[1]}".getBytes(StandardCharsets.UTF_8)));
        JsonObject json = old.awaitBroadcast("json");
        assertThat(json.getJsonObject("payload")).isEqualTo(new JsonObject().put("a", new JsonArray().add(1)));
        assertThat(json.getJsonObject("meta").fieldNames()).containsExactlyInAnyOrder("id", "from");
        assertThat(other.awaitBinary().toString())
                .endsWith("\"userId\":\"" + bob + "\"}}{\"a\":[1]}")
                .doesNotContain("persist");
        speaker.fence();
        assertThat(speaker.has(message -> message.getString("event").equals("broadcast")))
                .isFalse();
    }

    /** Those who listen know the server's words by their names, which clients compare without their case. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "new_message",
                "New_Message",
                "message_updated",
                "message_deleted",
                "reaction",
                "read",
                "user_typing",
                "user_presence",
                "presence_summary",
                "ai_run",
                "ai_delta",
                "ai_done",
                "agent_progress",
                "agent_result",
                "session_updated",
                "notification",
                "announcement",
                "broadcast",
                "presence_state",
                "PRESENCE_DIFF"
            })
    void theHousesWordsAreNoClients(String event) {
        String token = fixture.tokens.issue(alice);
        JsonObject said =
                new JsonObject().put("event", event).put("payload", new JsonObject().put("userId", bob.toString()));
        PhoenixClient asking = fixture.phoenix("2.0.0");
        JsonObject ack = new JsonObject().put("broadcast", new JsonObject().put("ack", true));
        asking.join(name, token, ack);
        assertThat(asking.push(topic, "broadcast", said)
                        .getJsonObject("response")
                        .getString("error"))
                .contains("the server's own");
        PhoenixClient careless = fixture.phoenix("1.0.0");
        careless.join(name, token, new JsonObject());
        careless.send(topic, "broadcast", said);
        assertThat(careless.awaitEvent("system").getJsonObject("payload").getString("message"))
                .contains("the server's own");
        for (String key : List.of(token, fixture.serviceKey())) {
            assertThat(post("", "application/json", batch(said.copy().put("topic", name)), key))
                    .isEqualTo(422);
            assertThat(post("/" + name + "/events/" + event, "application/json", Buffer.buffer("{}"), key))
                    .isEqualTo(422);
        }
        assertThat(fixture.services.broadcasts).isEmpty();
    }

    @Test
    void aBatchOfAClientIsMarkedAndTypingIsTheSpeakersOwn() {
        String token = fixture.tokens.issue(alice);
        PhoenixClient speaker = fixture.phoenix("1.0.0");
        PhoenixClient listener = fixture.phoenix("1.0.0");
        speaker.join(name, token, new JsonObject());
        listener.join(name, fixture.tokens.issue(bob), new JsonObject());
        JsonObject batch = new JsonObject()
                .put("event", "batch_messages")
                .put("payload", new JsonObject().put("messages", new JsonArray()))
                .put("meta", new JsonObject().put("seq", 1));
        speaker.send(topic, "broadcast", batch);
        JsonObject meta = listener.awaitBroadcast("batch_messages").getJsonObject("meta");
        assertThat(meta.getJsonObject("from")).isEqualTo(new JsonObject().put("userId", alice.toString()));
        assertThat(meta.fieldNames()).doesNotContain("seq");
        JsonObject forged = new JsonObject().put("userId", bob.toString());
        for (String event : List.of("typing", "Typing")) {
            speaker.send(
                    topic, "broadcast", new JsonObject().put("event", event).put("payload", forged));
            assertThat(post("/" + name + "/events/" + event, "application/json", forged.toBuffer(), token))
                    .isEqualTo(202);
        }
        speaker.fence();
        RealtimeFixture.until("the four are told", () -> fixture.services.typing.size() == 4);
        assertThat(fixture.services.typing).allMatch(told -> told.userId().equals(alice) && told.isTyping());
        assertThat(post("/" + name + "/events/typing", "application/json", forged.toBuffer(), fixture.serviceKey()))
                .isEqualTo(422);
        JsonObject odd = new JsonObject().put("isTyping", "yes");
        assertThat(post("/" + name + "/events/typing", "application/json", odd.toBuffer(), token))
                .isEqualTo(422);
        assertThat(fixture.services.broadcasts).hasSize(1);
        // On a free channel the server says none of it, and applications may.
        speaker.join("room:1", token, new JsonObject());
        listener.join("room:1", fixture.tokens.issue(bob), new JsonObject());
        speaker.send("realtime:room:1", "broadcast", new JsonObject().put("event", "new_message"));
        assertThat(listener.awaitBroadcast("new_message").getJsonObject("meta").getJsonObject("from"))
                .isEqualTo(new JsonObject().put("userId", alice.toString()));
    }

    /** As realtime-js up to 2.11 does. */
    @Test
    void aJoinWithTheKeyWaitsForTheTokenAndHearsNothingBefore() {
        PhoenixClient client = fixture.phoenix("1.0.0");
        JsonObject wish = wishing(binding("INSERT", null)).put("presence", new JsonObject().put("enabled", true));
        assertThat(client.join(name, fixture.anonKey(), wish)
                        .getJsonObject("response")
                        .getJsonArray("postgres_changes"))
                .hasSize(1);
        fixture.services.tell(fixture.services.store(session, "before"));
        JsonObject track =
                new JsonObject().put("event", "track").put("payload", new JsonObject().put("status", "away"));
        String tracked = client.send(topic, "presence", track);
        client.send(topic, "broadcast", new JsonObject().put("event", "typing").put("payload", new JsonObject()));
        client.fence();
        assertThat(fixture.services.checked.get()).isZero();
        client.send(topic, "access_token", token(fixture.tokens.issue(alice)));
        client.await(message -> tracked.equals(message.getString("ref"))
                && message.getJsonObject("payload").equals(PhoenixClient.ok()));
        client.awaitEvent("presence_state");
        RealtimeFixture.until("Alice types", () -> fixture.services.typing.size() == 1);
        fixture.services.tell(fixture.services.store(session, "after"));
        assertThat(client.awaitBroadcast("new_message").getJsonObject("payload").getString("content"))
                .isEqualTo("after");
        client.awaitEvent("postgres_changes");
        assertThat(client.has(message -> message.encode().contains("before"))).isFalse();
    }

    @Test
    void aJoinWithTheKeyEndsInAnErrorWithoutTheRight() {
        String stranger = fixture.tokens.issue(Ids.next());
        for (String second : List.of(fixture.anonKey(), stranger, "forged")) {
            PhoenixClient client = fixture.phoenix("1.0.0");
            assertThat(client.join(name, fixture.anonKey(), new JsonObject()).getString("status"))
                    .isEqualTo("ok");
            String track = client.send(topic, "presence", new JsonObject().put("event", "track"));
            client.send(topic, "access_token", token(second));
            assertThat(client.awaitEvent("system").getJsonObject("payload").getString("status"))
                    .isEqualTo("error");
            client.awaitEvent("phx_error");
            client.await(message -> track.equals(message.getString("ref"))
                    && message.getJsonObject("payload").getString("status").equals("error"));
        }
        PhoenixClient many = fixture.phoenix("1.0.0");
        for (int i = 0; i < 20; i++) {
            assertThat(many.join("room:" + i, fixture.anonKey(), new JsonObject())
                            .getString("status"))
                    .isEqualTo("ok");
        }
        assertThat(many.join("room:20", fixture.anonKey(), new JsonObject()).getString("status"))
                .isEqualTo("error");
        for (int i = 0; i < 20; i++) {
            // None of them came to say who it is.
            many.awaitEvent("phx_error");
        }
        assertThat(many.join("room:20", null, new JsonObject()).getString("status"))
                .isEqualTo("error");
    }

    @Test
    void whatIsTooLongOrTooMuchIsAnswered() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        client.join("room:1", fixture.tokens.issue(alice), new JsonObject());
        for (int length : new int[] {70_000, 200_000}) {
            JsonObject said =
                    new JsonObject().put("event", "e").put("payload", new JsonObject().put("x", "x".repeat(length)));
            assertThat(client.push("realtime:room:1", "broadcast", said).getJsonObject("response"))
                    .isEqualTo(new JsonObject().put("error", "payload_size_exceeded"));
        }
        JsonObject said = new JsonObject().put("event", "e").put("payload", new JsonObject());
        for (int i = 0; i < 150; i++) {
            client.send("realtime:room:1", "broadcast", said);
        }
        client.await(message -> message.encode().contains("ChannelRateLimitReached"));
        client.fence();
        // Beside the answers, for who looks at none: once.
        client.await(message -> message.getString("event").equals("system")
                && message.getJsonObject("payload").getString("message").startsWith("ChannelRateLimitReached"));
        assertThat(client.has(message -> message.getString("event").equals("system")
                        && message.getJsonObject("payload").getString("message").startsWith("ChannelRateLimitReached")))
                .isFalse();
    }

    @Test
    void aLargeBroadcastCountsAsSeveral() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        client.join("room:1", fixture.tokens.issue(alice), new JsonObject());
        JsonObject said =
                new JsonObject().put("event", "e").put("payload", new JsonObject().put("x", "x".repeat(60_000)));
        for (int i = 0; i < 20; i++) {
            client.send("realtime:room:1", "broadcast", said);
        }
        client.await(message -> message.encode().contains("ChannelRateLimitReached"));
        client.fence();
        int passed = Eventually.become(fixture.services.broadcasts::size, size -> size >= 6);
        assertThat(passed).isLessThan(12);
    }

    @Test
    void typingAndPresence() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        JsonObject config = new JsonObject()
                .put("presence", new JsonObject().put("enabled", true))
                .put("broadcast", new JsonObject().put("ack", true));
        client.join(name, fixture.tokens.issue(alice), config);
        client.awaitEvent("presence_state");
        JsonObject typing =
                new JsonObject().put("event", "typing").put("payload", new JsonObject().put("isTyping", true));
        assertThat(client.push(topic, "broadcast", typing)).isEqualTo(PhoenixClient.ok());
        assertThat(fixture.services.typing).hasSize(1);
        Channel channel = new Channel.OfSession(session);
        fixture.publish(channel, EventName.USER_TYPING, new Typing(alice, session, true));
        fixture.publish(channel, EventName.USER_TYPING, new Typing(bob, session, true));
        assertThat(client.awaitBroadcast("typing").getJsonObject("payload").getString("userId"))
                .isEqualTo(bob.toString());
        JsonObject track = new JsonObject()
                .put("type", "presence")
                .put("event", "TRACK")
                .put("payload", new JsonObject().put("status", "away"));
        assertThat(client.push(topic, "presence", track)).isEqualTo(PhoenixClient.ok());
        RealtimeFixture.until(
                "the home knows that Alice is away",
                () -> fixture.home.presence.stream()
                        .flatMap(told -> told.entries().stream())
                        .anyMatch(entry -> entry.status() == PresenceStatus.AWAY
                                && Map.of("status", "away").equals(entry.state())));
        JsonObject large = track.copy().put("payload", new JsonObject().put("x", "x".repeat(2000)));
        assertThat(client.push(topic, "presence", large).getString("status")).isEqualTo("error");
        client.join("room:1", null, config);
        assertThat(client.push("realtime:room:1", "presence", track).getString("status"))
                .isEqualTo("error");
    }

    @Test
    void tokensOnTheLiveSocket() {
        PhoenixClient client = fixture.phoenix("2.0.0");
        client.join(name, fixture.tokens.issue(alice), new JsonObject());
        client.send(topic, "access_token", token(fixture.tokens.issue(alice)));
        client.send(topic, "access_token", token("sb_publishable_x"));
        client.send(topic, "access_token", new JsonObject().putNull("access_token"));
        client.fence();
        client.send(topic, "access_token", token("forged"));
        assertThat(client.awaitEvent("system").getJsonObject("payload").getString("message"))
                .startsWith("InvalidJWTToken");
        client.fence();
        client.send(topic, "access_token", token(fixture.anonKey()));
        assertThat(client.awaitEnd().reason()).isEqualTo("login_ended");
    }

    @Test
    void theKeyIsChecked() {
        WebSocketClient client = fixture.vertx.createWebSocketClient();
        for (String key : List.of("", "wrong")) {
            assertThat(client.connect(fixture.port(0), "127.0.0.1", "/realtime/v1/websocket?apikey=" + key)
                            .transform(done -> Future.succeededFuture(done.cause()))
                            .await())
                    .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> {
                        assertThat(refused.getStatus()).isEqualTo(401);
                        assertThat(refused.getBody().toJsonObject().getString("error"))
                                .isNotEmpty();
                    });
        }
        client.close().await();
    }

    @Test
    void broadcastsOverHttp() {
        String token = fixture.tokens.issue(alice);
        PhoenixClient client = fixture.phoenix("2.0.0");
        client.join("room:1", token, new JsonObject());
        client.join(name, token, new JsonObject());
        JsonObject word =
                new JsonObject().put("topic", "room:1").put("event", "hi").put("payload", new JsonObject().put("a", 1));
        assertThat(post("", "application/json", batch(word), token)).isEqualTo(202);
        client.awaitBinary();
        assertThat(post("/room:1/events/hi", "application/json", Buffer.buffer("{\"a\":2}"), token))
                .isEqualTo(202);
        client.awaitBinary();
        assertThat(post("/room:1/events/hi", "application/octet-stream", Buffer.buffer("x"), token))
                .isEqualTo(202);
        client.awaitBinary();
        assertThat(post("/" + name + "/events/hi", "application/json", Buffer.buffer("{}"), fixture.serviceKey()))
                .isEqualTo(202);
        client.awaitBinary();
        assertThat(post("", "application/json", batch(word), fixture.anonKey())).isEqualTo(401);
        assertThat(post("", "application/json", batch(word), "forged")).isEqualTo(401);
        String stranger = fixture.tokens.issue(Ids.next());
        assertThat(post("/" + name + "/events/hi", "application/json", Buffer.buffer("{}"), stranger))
                .isEqualTo(403);
        assertThat(post("/hall:1/events/hi", "application/json", Buffer.buffer("{}"), token))
                .isEqualTo(403);
        assertThat(post("", "text/plain", batch(word), token)).isEqualTo(415);
        assertThat(post("", "application/json", Buffer.buffer("{"), token)).isEqualTo(422);
        assertThat(post("", "application/json", Buffer.buffer("{\"messages\":[]}"), token))
                .isEqualTo(422);
        assertThat(post("", "application/json", batch(new JsonObject().put("topic", "room:1")), token))
                .isEqualTo(422);
        fixture.spent.add(alice);
        assertThat(post("", "application/json", batch(word), token)).isEqualTo(429);
        fixture.spent.remove(alice);
        fixture.tooBusy.add(alice);
        assertThat(post("", "application/json", batch(word), token)).isEqualTo(429);
    }

    private static String reasonOf(JsonObject reply) {
        return reply.getJsonObject("response").getString("reason");
    }

    private int post(String path, String type, Buffer body, String token) {
        WebClient client = WebClient.create(fixture.vertx);
        int status = client.post(
                        fixture.port(0),
                        "127.0.0.1",
                        "/realtime/v1/api/broadcast" + path + "?apikey=" + fixture.anonKey())
                .putHeader("Content-Type", type)
                .bearerTokenAuthentication(token)
                .sendBuffer(body)
                .await()
                .statusCode();
        client.close();
        return status;
    }

    private static Buffer batch(JsonObject word) {
        return new JsonObject().put("messages", new JsonArray().add(word)).toBuffer();
    }

    private static JsonObject token(String token) {
        return new JsonObject().put("access_token", token);
    }

    private static JsonObject binding(String event, @Nullable String filter) {
        JsonObject binding =
                new JsonObject().put("event", event).put("schema", "public").put("table", TABLE);
        return filter == null ? binding : binding.put("filter", filter);
    }

    private static JsonObject wishing(JsonObject... wishes) {
        return new JsonObject().put("postgres_changes", new JsonArray(List.of(wishes)));
    }

    private static Buffer binary(String topic, String event, String meta, int encoding, byte[] payload) {
        Buffer data = Buffer.buffer().appendByte((byte) 3).appendByte((byte) 0).appendByte((byte) 0);
        for (String text : List.of(topic, event, meta)) {
            data.appendByte((byte) text.length());
        }
        return data.appendByte((byte) encoding)
                .appendString(topic)
                .appendString(event)
                .appendString(meta)
                .appendBytes(payload);
    }
}
