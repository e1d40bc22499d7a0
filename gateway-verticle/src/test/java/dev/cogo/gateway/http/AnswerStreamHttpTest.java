package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An answer as server-sent events. The AI is the test. */
class AnswerStreamHttpTest {
    private static final UUID SESSION = Ids.next();
    private static final UUID RUN = Ids.next();

    private static TestGateway gateway;
    private static String token;
    private static UUID user;
    private static Bus bus;
    private static volatile Function<RequestAnswer, BusRecord> ai;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
        bus = new Bus(gateway.vertx);
        FakeServices.deploy(gateway.vertx, Map.of(Address.AI_ANSWER, request -> ai.apply((RequestAnswer) request)));
        JsonObject login = gateway.newUser();
        token = login.getString("accessToken");
        user = UUID.fromString(login.getJsonObject("user").getString("id"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<Buffer> ask(String accept) {
        return gateway.request(HttpMethod.POST, "/chat/ai-response")
                .bearerTokenAuthentication(token)
                .putHeader("Accept", accept)
                .sendJsonObject(question())
                .await();
    }

    private static JsonObject question() {
        return new JsonObject().put("sessionId", SESSION.toString()).put("message", "Why?");
    }

    private static void write(RequestAnswer request, int index, String text) {
        write(request, 1, index, text);
    }

    private static void write(RequestAnswer request, int attempt, int index, String text) {
        StreamTo to = Objects.requireNonNull(request.streamTo());
        bus.requestPrivate(
                        to.place(),
                        Address.ANSWER_DELTA,
                        new AnswerDelta(to.streamId(), SESSION, RUN, attempt, index, 4 * index, text))
                .await();
    }

    private static Answer answer() {
        Message message = new Message(
                Ids.next(), 2, SESSION, user, "one\ntwo", MessageType.TEXT, Instant.EPOCH, null, null, null);
        return new Answer(message, message, "en", "m", "gemini", false, null);
    }

    /** Name and data of each event. */
    private static List<Map.Entry<String, JsonObject>> events(String body) {
        return List.of(body.split("\n\n")).stream()
                .map(event -> {
                    String[] lines = event.split("\n");
                    assertThat(lines).hasSize(2);
                    return Map.entry(
                            lines[0].substring("event: ".length()),
                            new JsonObject(lines[1].substring("data: ".length())));
                })
                .toList();
    }

    @Test
    void thePiecesThenTheWhole() {
        Answer answer = answer();
        ai = request -> {
            write(request, 0, "one\n");
            write(request, 1, "two");
            return answer;
        };
        HttpResponse<Buffer> response = ask("text/event-stream");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        List<Map.Entry<String, JsonObject>> events = events(response.bodyAsString());
        assertThat(events).extracting(Map.Entry::getKey).containsExactly("ai_run", "ai_delta", "ai_delta", "ai_done");
        assertThat(events.getFirst().getValue().getString("runId")).isEqualTo(RUN.toString());
        assertThat(events.get(2).getValue())
                .isEqualTo(new JsonObject()
                        .put("index", 1)
                        .put("attempt", 1)
                        .put("offset", 4)
                        .put("text", "two"));
        assertThat(events.getLast().getValue().getJsonObject("message").getString("id"))
                .isEqualTo(answer.message().id().toString());
    }

    @Test
    void anAnswerThatIsThereAlreadyComesInOnePiece() {
        ai = request -> answer();
        List<Map.Entry<String, JsonObject>> events =
                events(ask("application/json;q=0.5, text/event-stream").bodyAsString());
        assertThat(events).extracting(Map.Entry::getKey).containsExactly("ai_run", "ai_delta", "ai_done");
        assertThat(events.get(1).getValue().getString("text")).isEqualTo("one\ntwo");
    }

    @Test
    void whatWasLostOnItsWayComesBeforeTheEnd() {
        for (int lost = 0; lost <= 1; lost++) {
            int kept = 1 - lost;
            ai = request -> {
                write(request, kept, kept == 0 ? "one\n" : "two");
                return answer();
            };
            List<Map.Entry<String, JsonObject>> events =
                    events(ask("text/event-stream").bodyAsString());
            assertThat(events)
                    .extracting(Map.Entry::getKey)
                    .startsWith("ai_run")
                    .endsWith("ai_done");
            StringBuilder heard = new StringBuilder();
            for (Map.Entry<String, JsonObject> event : events.subList(1, events.size() - 1)) {
                assertThat(event.getKey()).isEqualTo("ai_delta");
                assertThat(event.getValue().getInteger("offset")).isEqualTo(heard.length());
                heard.append(event.getValue().getString("text"));
            }
            assertThat(heard).hasToString("one\ntwo");
        }
    }

    @Test
    void whoDoesNotAskForEventsGetsJson() {
        ai = request -> {
            assertThat(request.streamTo()).isNull();
            return answer();
        };
        for (String accept : List.of("application/json", "*/*", "text/event-stream;q=0, */*")) {
            HttpResponse<Buffer> response = ask(accept);
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        }
        assertProblem(ask("text/html"), ErrorCode.NOT_ACCEPTABLE);
        assertProblem(
                gateway.request(HttpMethod.GET, "/auth/me")
                        .bearerTokenAuthentication(token)
                        .putHeader("Accept", "text/event-stream")
                        .send()
                        .await(),
                ErrorCode.NOT_ACCEPTABLE);
    }

    @Test
    void aRefusalBeforeTheFirstPieceIsAProblem() {
        ai = request -> {
            throw new CogoException(ErrorCode.SESSION_NOT_FOUND, "there is no such session");
        };
        assertProblem(ask("text/event-stream"), ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void theNextNodeIsAskedTheSameQuestion() {
        BlockingQueue<RequestAnswer> asked = new LinkedBlockingQueue<>();
        ai = request -> {
            asked.add(request);
            write(request, asked.size(), 0, "one\n");
            if (asked.size() == 1) {
                throw new CogoException(ErrorCode.UNAVAILABLE, "the node is gone");
            }
            return answer();
        };
        List<Map.Entry<String, JsonObject>> events =
                events(ask("text/event-stream").bodyAsString());
        assertThat(events)
                .extracting(Map.Entry::getKey)
                .containsExactly("ai_run", "ai_delta", "ai_run", "ai_delta", "ai_delta", "ai_done");
        assertThat(asked).extracting(RequestAnswer::question).hasSize(2).doesNotContainNull();
        assertThat(asked.poll()).isEqualTo(asked.poll());
    }

    @Test
    void aFailureAfterItIsAnEvent() {
        ai = request -> {
            write(request, 0, "one");
            throw new CogoException(ErrorCode.AI_FAILED, "the answer broke off");
        };
        List<Map.Entry<String, JsonObject>> events =
                events(ask("text/event-stream").bodyAsString());
        assertThat(events).extracting(Map.Entry::getKey).containsExactly("ai_run", "ai_delta", "error");
        assertThat(events.getLast().getValue().getString("code")).isEqualTo("ai_failed");
    }

    /** An answer of which half was shown when another node began it anew. */
    private static String begunAnew(String path, JsonObject body, int version) {
        ai = request -> {
            StreamTo to = Objects.requireNonNull(request.streamTo());
            for (int attempt = 1; attempt <= 2; attempt++) {
                String text = attempt == 1 ? "half" : "one\ntwo";
                bus.requestPrivate(
                                to.place(),
                                Address.ANSWER_DELTA,
                                new AnswerDelta(to.streamId(), SESSION, RUN, attempt, 0, 0, text))
                        .otherwiseEmpty()
                        .await();
            }
            return answer();
        };
        HttpResponse<Buffer> response = gateway.request(HttpMethod.POST, path)
                .bearerTokenAuthentication(token)
                .putHeader("X-AI-SDK-Version", Integer.toString(version))
                .sendJsonObject(body)
                .await();
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
        return response.bodyAsString();
    }

    @Test
    void whoCanNotForgetIsToldThatAnAnswerWasBegunAnew() {
        JsonObject part = new JsonObject().put("type", "text").put("text", "Why?");
        JsonObject message = new JsonObject().put("role", "user").put("parts", new JsonArray().add(part));
        JsonObject chat = new JsonObject().put("id", SESSION.toString()).put("messages", new JsonArray().add(message));
        assertThat(begunAnew("/api/chat", chat, 7))
                .contains("half", "reset-step", "one\\ntwo", "\"finish\"")
                .doesNotContain("errorText");
        assertThat(begunAnew("/api/chat", chat, 6))
                .contains("half", "errorText")
                .doesNotContain("reset-step", "one\\ntwo");
        JsonObject completion = new JsonObject()
                .put("model", "cogo")
                .put("stream", true)
                .put("metadata", new JsonObject().put("session_id", SESSION.toString()))
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", "Why?")));
        assertThat(begunAnew("/v1/chat/completions", completion, 7))
                .contains("half", "\"error\":{", "\"code\":\"unavailable\"")
                .doesNotContain("one\\ntwo");
        JsonObject response = completion.copy().put("input", "Why?");
        response.remove("messages");
        assertThat(begunAnew("/v1/responses", response, 7))
                .contains("half", "event: error\n")
                .doesNotContain("one\\ntwo", "response.completed");
    }

    @Test
    void aUserWaitsForSomeAnswersAtATime() {
        Promise<Void> gate = Promise.promise();
        ai = request -> {
            gate.future().await();
            return answer();
        };
        // The test's client has few connections.
        WebClient many = WebClient.create(
                gateway.vertx,
                new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(gateway.port()),
                new PoolOptions().setHttp1MaxSize(17));
        List<Future<HttpResponse<Buffer>>> asked = IntStream.rangeClosed(0, 16)
                .mapToObj(i -> many.post("/chat/ai-response")
                        .bearerTokenAuthentication(token)
                        .sendJsonObject(question()))
                .toList();
        HttpResponse<Buffer> first = Future.any(asked)
                .map(any -> asked.stream()
                        .filter(Future::isComplete)
                        .findFirst()
                        .orElseThrow()
                        .result())
                .await();
        assertProblem(first, ErrorCode.RATE_LIMITED);
        gate.complete();
        Future.join(asked).await();
        assertThat(asked)
                .extracting(answer -> answer.result().statusCode())
                .containsOnlyOnce(429)
                .contains(201);
        assertThat(ask("application/json").statusCode()).isEqualTo(201);
        many.close();
    }

    @Test
    void piecesComeAtOnceAndWhoLeavesIsGone() throws Exception {
        BlockingQueue<RequestAnswer> asked = new LinkedBlockingQueue<>();
        BlockingQueue<CogoException> refused = new LinkedBlockingQueue<>();
        ai = request -> {
            asked.add(request);
            try {
                for (int i = 0; ; i++) {
                    write(request, i, "piece " + i);
                    gateway.vertx.timer(10, TimeUnit.MILLISECONDS).await();
                }
            } catch (CogoException e) {
                refused.add(e);
                throw e;
            }
        };
        HttpClient client = gateway.vertx.createHttpClient();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        HttpClientResponse response = client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(gateway.port())
                        .setURI("/chat/ai-response")
                        .putHeader("Accept", "text/event-stream")
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer " + token))
                .compose(request -> request.send(question().toBuffer()).map(begun -> {
                    begun.handler(bytes -> heard.add(bytes.toString()));
                    begun.exceptionHandler(closed -> {});
                    return begun;
                }))
                .await();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("piece 0");
        assertThat(refused).isEmpty();
        response.request().connection().close().await();

        CogoException gone = refused.poll(10, TimeUnit.SECONDS);
        assertThat(gone).isNotNull();
        assertThat(gone.code()).isEqualTo(ErrorCode.NOT_FOUND);
        client.close().await();
    }
}
