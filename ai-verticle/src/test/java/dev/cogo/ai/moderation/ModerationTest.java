package dev.cogo.ai.moderation;

import static dev.cogo.ai.testing.AiFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.network.AddressRanges;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A service of the operator's that has a say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModerationTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final BiConsumer<JsonObject, HttpServerResponse> YES =
            (check, response) -> say(response, "true", "");

    private record Check(Map<String, List<String>> headers, String body) {
        String type() {
            return new JsonObject(body).getString("type");
        }

        JsonObject data() {
            return new JsonObject(body).getJsonObject("data");
        }
    }

    private final AiFixture ai = new AiFixture();
    private final List<Check> checks = new CopyOnWriteArrayList<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<JsonObject, HttpServerResponse> judge = YES;
    private String deployment;
    private URI url;
    private UUID session;

    @BeforeAll
    void start() {
        HttpServer server = ai.vertx
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> judge(request, body)))
                .listen(0, "127.0.0.1")
                .await();
        url = URI.create("http://127.0.0.1:" + server.actualPort() + "/judge");
        EventEnvelope.receive(
                        ai.vertx.eventBus(),
                        EventEnvelope.Destination.HOME,
                        ClusterView.alone().self(),
                        event -> events.add(event.body().toJsonObject()))
                .completion()
                .await();
        deployment = ai.startAi(config(false));
    }

    @AfterAll
    void close() {
        ai.close();
    }

    @BeforeEach
    void begin() {
        session = ai.chat.session(true, "en", ai.user, ai.other);
        checks.clear();
        events.clear();
        judge = YES;
    }

    private ModerationConfig config(boolean failOpen) {
        return new ModerationConfig(
                url,
                ModerationConfig.key(SECRET),
                Duration.ofMillis(400),
                failOpen,
                AddressRanges.parse(List.of("loopback")));
    }

    private void judge(HttpServerRequest request, Buffer body) {
        checks.add(new Check(
                request.headers().entries().stream()
                        .collect(Collectors.toMap(
                                header -> header.getKey().toLowerCase(), header -> List.of(header.getValue()))),
                body.toString()));
        judge.accept(body.toJsonObject(), request.response());
    }

    private static void say(HttpServerResponse response, String allow, String more) {
        response.putHeader("content-type", "application/json").end("{\"allow\":" + allow + more + "}");
    }

    private static BiConsumer<JsonObject, HttpServerResponse> no(String stage) {
        return (check, response) -> {
            if (check.getString("type").equals("ai." + stage)) {
                say(response, "false", ",\"reason\":\"not\\u0007 here\"");
            } else {
                say(response, "true", "");
            }
        };
    }

    private JsonObject done() {
        Eventually.until("the end", () -> event("ai_done") != null);
        return event("ai_done");
    }

    private JsonObject event(String name) {
        return events.stream()
                .filter(event -> event.getString("event").equals(name))
                .map(event -> event.getJsonObject("payload"))
                .findFirst()
                .orElse(null);
    }

    private Row booked() {
        return ai.rows("SELECT error, total_tokens FROM ai_response_logs WHERE session_id = $1", session)
                .getFirst();
    }

    @Test
    void isAskedBeforeAndAfterInSignedRequests() throws Exception {
        String text = ai.ask(session, "why?", "c1").await().message().content();
        assertThat(checks).extracting(Check::type).containsExactly("ai.question", "ai.answer");
        for (Check check : checks) {
            new Webhook(SECRET).verify(check.body(), check.headers());
            assertThat(check.data().getString("userId")).isEqualTo(ai.user.toString());
            assertThat(check.data().getString("sessionId")).isEqualTo(session.toString());
            assertThat(check.data().getString("runId")).isNotNull();
        }
        JsonObject prompt = checks.getFirst().data().getJsonObject("prompt");
        assertThat(prompt.getString("system")).contains("You are Cogo");
        assertThat(prompt.getJsonArray("turns").getJsonObject(0).getString("text"))
                .endsWith("why?");
        assertThat(checks.getLast().data().getString("text")).isEqualTo(text);
    }

    @Test
    void aRefusedQuestionIsNoCall() {
        judge = no("question");
        int calls = ai.gemini.calls().size();
        assertThatThrownBy(() -> ai.ask(session, "why?", "c1").await())
                .hasMessageContaining("does not let the AI answer this: not here");
        assertThat(codeOf(ai.ask(session, "why?", "c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(ai.gemini.calls()).hasSize(calls);
        assertThat(done().getString("error")).isEqualTo("ai_refused");
        assertThat(booked().getString("error")).startsWith("ai_refused");
        assertThat(ai.chat.messages(session)).hasSize(1);
    }

    @Test
    void aRefusedAnswerIsTakenBack() {
        judge = no("answer");
        ai.gemini.next(GeminiReply.stream("one ", "two"));
        assertThat(codeOf(ai.ask(session, "why?", "c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(event("ai_delta")).isNotNull();
        assertThat(done().getBoolean("retract")).isTrue();
        assertThat(ai.chat.messages(session)).hasSize(1);
        assertThat(booked().getInteger("total_tokens")).isPositive();
    }

    @Test
    void soIsWhatBreaksOff() {
        judge = no("answer");
        ai.gemini.next(GeminiReply.beginning(HttpServerResponse::reset, "one ", "two"));
        assertThat(codeOf(ai.ask(session, "why?", "c1"))).isEqualTo(ErrorCode.AI_REFUSED);
        assertThat(checks.getLast().data().getString("text")).isEqualTo("one two");
        assertThat(done().getBoolean("retract")).isTrue();
        assertThat(ai.chat.messages(session)).hasSize(1);
    }

    @Test
    void whenNobodyJudgesTheSettingDecides() {
        BiConsumer<JsonObject, HttpServerResponse> silent = (check, response) -> {};
        judge = silent;
        assertThat(codeOf(ai.ask(session, "why?", "c1"))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        // Away when the answer is there: it is not written once more.
        judge = (check, response) -> {
            if (check.getString("type").equals("ai.answer")) {
                response.setStatusCode(500).end();
            } else {
                say(response, "true", "");
            }
        };
        assertThat(codeOf(ai.ask(session, "why then?", "c2"))).isEqualTo(ErrorCode.AI_REFUSED);

        ai.undeploy(deployment);
        deployment = ai.startAi(config(true));
        for (String nonsense : List.of("{\"allow\":\"yes\"}", "[]", "<html>", "x".repeat(20_000))) {
            judge = (check, response) -> response.end(nonsense);
            assertThat(ai.ask(session, nonsense.substring(0, 2), null).await().message())
                    .isNotNull();
        }
        ai.undeploy(deployment);
        deployment = ai.startAi(config(false));
    }

    @Test
    void aSecretIsCheckedAndNotShown() {
        for (String secret : List.of("", "whsec_", "whsec_c2hvcnQ=", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) {
            assertThatThrownBy(() -> ModerationConfig.key(secret)).hasMessage("no secret of a webhook");
        }
    }
}
