package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.ledger.Door.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A right that ends at one node ends at the other: who listens there hears nothing of what is sent once the change is answered,
 * be it at once. Two nodes, each in a JVM of its own.
 */
class RevocationTest {
    private static final String PASSWORD = "seven quiet lighthouses";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ROUNDS = 8;
    private static final int MESSAGES = 5;

    @AutoClose
    private static TestSystem system;

    private final NodeProcess here = system.node(0);
    private final NodeProcess there = system.node(1);
    private final Person owner = system.people().getFirst();

    /** Somebody new with all that ends a login. */
    private record Login(Person person, String refreshToken) {}

    @FunctionalInterface
    private interface Change {
        void make(String session, Login login) throws IOException, RefusedException;
    }

    @BeforeAll
    static void open(@TempDir Path directory) {
        system = TestSystem.start(directory, 2, Map.of());
    }

    @Test
    void aRemovedMember() throws Exception {
        List<JsonObject> last = changed((session, login) -> at(here, owner)
                .call(
                        "DELETE",
                        "/chat/session/" + session + "/members/"
                                + login.person().id(),
                        new JsonObject()));
        assertThat(last)
                .allMatch(frame ->
                        "unsubscribed".equals(frame.getString("event")) && "forbidden".equals(frame.getString("code")));
    }

    @Test
    void whoLoggedOut() throws Exception {
        List<JsonObject> last = changed((session, login) -> at(here, login.person())
                .call("POST", "/auth/logout", new JsonObject().put("refreshToken", login.refreshToken())));
        assertThat(last).allMatch(frame -> isClosing(frame, "login_ended"));
    }

    @Test
    void whoseAccountIsDeleted() throws Exception {
        List<JsonObject> last = changed((session, login) ->
                at(here, login.person()).call("POST", "/auth/me/deletion", new JsonObject().put("password", PASSWORD)));
        // Which of the two ends comes first is of no account.
        assertThat(last)
                .allMatch(frame -> isClosing(frame, "login_ended") || "unsubscribed".equals(frame.getString("event")));
    }

    /** The last word that each one whose right ended heard, of both doors, after it was seen that they heard no message. */
    private List<JsonObject> changed(Change change) throws Exception {
        List<JsonObject> last = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Login login = register();
            String session = session(login.person());
            String channel = "chat_session_" + session;
            try (BridgeDoor ear = BridgeDoor.open(system.vertx(), there, login.person());
                    BridgeDoor witness = BridgeDoor.open(system.vertx(), there, owner)) {
                for (BridgeDoor door : List.of(ear, witness)) {
                    door.register(channel);
                    while (!"subscribed".equals(door.next().getString("event"))) {}
                }
                HttpResponse<Stream<String>> stream = openStream(session, login.person());
                send(session, "before", 1);
                change.make(session, login);
                send(session, "after", MESSAGES);
                for (int heard = 0; heard < MESSAGES + 1; ) {
                    heard += isMessage(witness.next(), "") ? 1 : 0;
                }
                last.add(lastWord(ear, session));
                String streamed = stream.body().collect(Collectors.joining("\n"));
                assertThat(streamed)
                        .contains("before")
                        .contains("event: closing")
                        .doesNotContain("after");
            }
        }
        return last;
    }

    private JsonObject lastWord(BridgeDoor ear, String session) throws IOException {
        while (true) {
            JsonObject frame = ear.next();
            assertThat(isMessage(frame, "after")).as(frame.encode()).isFalse();
            if (List.of("unsubscribed", "closing").contains(frame.getString("event", ""))) {
                hearsNoMore(ear, session);
                return frame;
            }
        }
    }

    /** Answers come after all that was written before. */
    private static void hearsNoMore(BridgeDoor ear, String session) {
        try {
            ear.call("chat.typing", new JsonObject().put("sessionId", session).put("isTyping", true));
            throw new AssertionError("typing was taken");
        } catch (RefusedException | IOException e) {
            assertThat(ear.waiting()).noneMatch(frame -> isMessage(frame, "after"));
        }
    }

    private static boolean isMessage(JsonObject frame, String content) {
        return frame.getValue("body") instanceof JsonObject event
                && "new_message".equals(event.getString("event"))
                && event.getJsonObject("payload").getString("content").startsWith(content);
    }

    private static boolean isClosing(JsonObject frame, String reason) {
        return "closing".equals(frame.getString("event"))
                && reason.equals(frame.getJsonObject("message").getString("reason"));
    }

    private HttpResponse<Stream<String>> openStream(String session, Person person) throws Exception {
        URI events = there.address().resolve("/chat/session/" + session + "/events");
        HttpResponse<Stream<String>> response = system.http()
                .send(
                        HttpRequest.newBuilder(events)
                                .timeout(SOON)
                                .header("Accept", "text/event-stream")
                                .header("Authorization", "Bearer " + person.token())
                                .build(),
                        BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private void send(String session, String content, int count) throws IOException, RefusedException {
        for (int i = 0; i < count; i++) {
            at(here, owner)
                    .call(new Work.Send(
                            session, List.of(new Work.Text(UUID.randomUUID().toString(), content + i))));
        }
    }

    private String session(Person member) throws IOException, RefusedException {
        JsonObject body = new JsonObject().put("ai", false).put("members", new JsonArray().add(member.id()));
        return at(here, owner).call("POST", "/chat/session", body).getString("id");
    }

    private Login register() throws IOException, RefusedException {
        JsonObject account = new JsonObject()
                .put("email", "leaver-" + UUID.randomUUID() + "@example.org")
                .put("password", PASSWORD);
        JsonObject login = at(here, new Person("", "")).call("POST", "/auth/register", account);
        return new Login(
                new Person(login.getJsonObject("user").getString("id"), login.getString("accessToken")),
                login.getString("refreshToken"));
    }

    private HttpDoor at(NodeProcess node, Person person) {
        return new HttpDoor(system.http(), node, person);
    }
}
