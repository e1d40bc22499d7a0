package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.TestCommands;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of sessions that operators archive, hold, export and delete. */
@ExtendWith(WholeNode.class)
class SessionAdministrationTest {
    private static List<JsonObject> export(ApiFixture world, String session) {
        Answer answer = world.api().send(GoodSessionCalls.of("GET", "/export", world, session));
        assertThat(answer.status()).isEqualTo(200);
        return answer.text().lines().map(JsonObject::new).toList();
    }

    private static List<String> contents(List<JsonObject> lines, String kind) {
        return lines.stream()
                .filter(line -> line.getString("kind").equals(kind))
                .map(line -> line.getJsonObject("message").getString("content"))
                .toList();
    }

    @Test
    void ofASessionOnHoldNothingGetsLost(ApiFixture world) {
        String session = world.newSession(world.alice());
        JsonObject first = world.send(world.alice(), session, "the first version");
        JsonObject second = world.send(world.alice(), session, "what is taken back");
        world.api().get(GoodSessionCalls.hold(world, session));
        world.api()
                .get(message("PATCH", world, session, first).with(new JsonObject().put("content", "another version")));
        world.api().get(message("DELETE", world, session, second));
        assertThat(world.api()
                        .send(GoodSessionCalls.of("DELETE", "", world, session))
                        .code())
                .isEqualTo("session_on_hold");

        List<JsonObject> lines = export(world, session);
        assertThat(lines.getFirst()
                        .getJsonObject("session")
                        .getJsonObject("hold")
                        .getString("reason"))
                .isEqualTo("Case 12");
        assertThat(lines.stream().filter(line -> line.getString("kind").equals("member")))
                .hasSize(1);
        assertThat(contents(lines, "message")).containsExactly("another version", "");
        assertThat(contents(lines, "earlier")).containsExactly("the first version", "what is taken back");

        world.api().send(GoodSessionCalls.of("DELETE", "/hold", world, session));
        assertThat(contents(export(world, session), "earlier")).isEmpty();
    }

    @Test
    void whoeverIsInADeletedSessionIsOutAndNothingIsLeft(ApiFixture world) {
        String session = world.newSession(world.alice());
        world.send(world.alice(), session, "soon gone");
        try (Bridge bridge = world.bridge().listen("chat_session_" + session, world.alice())) {
            assertThat(world.api()
                            .send(GoodSessionCalls.of("DELETE", "", world, session))
                            .status())
                    .isEqualTo(204);
            bridge.next(frame -> "unsubscribed".equals(frame.getString("event")));
        }
        Eventually.become(
                () -> world.api()
                        .send(GoodSessionCalls.of("GET", "", world, session))
                        .status(),
                status -> status == 404);
        assertThat(world.api()
                        .send(Request.get("/chat/history/{sessionId}")
                                .at("sessionId", session)
                                .as(world.alice()))
                        .code())
                .isEqualTo("session_not_found");
    }

    @Test
    void nobodyWritesInASessionThatAnOperatorHasArchived(ApiFixture world) {
        String session = world.newSession(world.alice());
        Request archive = GoodSessionCalls.of("PATCH", "", world, session);
        assertThat(world.api()
                        .get(archive.with(new JsonObject().put("archived", true)))
                        .getString("archivedAt"))
                .isNotNull();
        Request send = Request.post("/chat/message")
                .as(world.alice())
                .with(new JsonObject().put("sessionId", session).put("content", "hello?"));
        assertThat(world.api().send(send).code()).isEqualTo("session_archived");
        world.api().get(archive.with(new JsonObject().put("archived", false)));
        assertThat(world.api().send(send).status()).isEqualTo(201);
    }

    @Test
    void theSameIsDoneByCommands(ApiFixture world) {
        String session = world.newSession(world.alice());
        world.send(world.alice(), session, "for the record");
        TestCommands commands = new TestCommands(world.database());
        assertThat(commands.run("session", "hold", session, "--reason", "Case 13"))
                .isZero();
        assertThat(commands.run(
                        "session", "list", "--held", "--member", world.alice().id()))
                .isZero();
        assertThat(commands.out()).contains(session, "on hold: Case 13");
        assertThat(commands.run("session", "delete", session)).isEqualTo(1);
        assertThat(commands.err()).contains("on hold");
        assertThat(commands.run("session", "export", session)).isZero();
        assertThat(commands.out()).contains("for the record");
        assertThat(commands.run("session", "release", session)).isZero();
        assertThat(commands.run("session", "show", session)).isZero();
        assertThat(commands.out()).contains("open", world.alice().id());
        assertThat(commands.run("session", "restore", "/no/such/file")).isEqualTo(1);
    }

    private static Request message(String method, ApiFixture world, String session, JsonObject message) {
        return Request.of(method, "/chat/session/{sessionId}/message/{messageId}")
                .at("sessionId", session)
                .at("messageId", message.getString("id"))
                .as(world.alice());
    }
}
