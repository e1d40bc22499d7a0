package dev.cogo.gateway.http.operation;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing messages, reacting to them, finding them, and what happened to them. */
class MessageOperationsTest {
    private static final UUID SESSION = Ids.next();
    private static final UUID MESSAGE = Ids.next();
    private static final UUID OTHER = Ids.next();
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");
    private static final String PATH = "/chat/session/" + SESSION + "/message/" + MESSAGE;

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final FakeServices services = FakeServices.deploy(gateway.vertx, answers());
    private static final JsonObject login = gateway.newUser();
    private static final String token = login.getString("accessToken");
    private static final UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));

    private static Map<Address, Function<BusRecord, BusRecord>> answers() {
        return Map.of(
                Address.MESSAGE_SEND,
                request -> {
                    throw CogoException.retryAfter(
                            ErrorCode.SLOW_MODE, "you can send again in 3 seconds", Duration.ofMillis(2100));
                },
                Address.MESSAGE_EDIT,
                request -> message(((EditMessage) request).content(), null),
                Address.MESSAGE_DELETE,
                request -> message("", LONG_AGO),
                Address.REACTION_SET,
                request -> {
                    SetReaction set = (SetReaction) request;
                    return new ReactionChange(SESSION, MESSAGE, 4, OTHER, set.emoji(), set.on(), 2);
                },
                Address.TIMELINE_READ,
                request -> new TimelinePage(
                        List.of(new ChannelEvent(
                                EventName.NEW_MESSAGE, new Channel.OfSession(SESSION), 4L, message("Hi", null))),
                        9,
                        "4"),
                Address.MESSAGE_SEARCH,
                request -> new MessagePage(List.of(message("Hi", null)), null));
    }

    private static Message message(String content, @Nullable Instant deletedAt) {
        return new Message(
                MESSAGE,
                4,
                SESSION,
                OTHER,
                content,
                MessageType.TEXT,
                LONG_AGO,
                null,
                null,
                null,
                null,
                null,
                null,
                deletedAt,
                deletedAt == null ? null : OTHER,
                null,
                false);
    }

    @Test
    void editing() throws Exception {
        HttpResponse<Buffer> edited = call(HttpMethod.PATCH, PATH, new JsonObject().put("content", "안녕"));
        assertThat(services.next()).isEqualTo(new EditMessage(user, SESSION, MESSAGE, "안녕"));
        assertThat(edited.statusCode()).isEqualTo(200);
        assertThat(edited.bodyAsJsonObject().fieldNames()).containsExactly("message");
        assertThat(edited.bodyAsJsonObject().getJsonObject("message").getString("content"))
                .isEqualTo("안녕");
    }

    @Test
    void deleting() throws Exception {
        HttpResponse<Buffer> deleted = call(HttpMethod.DELETE, PATH, null);
        assertThat(services.next()).isEqualTo(new DeleteMessage(user, SESSION, MESSAGE));
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.bodyAsJsonObject().getJsonObject("message").getString("deletedBy"))
                .isEqualTo(OTHER.toString());
    }

    @ParameterizedTest
    @CsvSource({"%F0%9F%91%8D,👍", "+1,+1", "%2B1,+1", "%E2%9D%A4%EF%B8%8F,❤️", "%E2%9D%A4,❤️"})
    void reacting(String encoded, String emoji) throws Exception {
        HttpResponse<Buffer> on = call(HttpMethod.PUT, PATH + "/reaction/" + encoded, null);
        assertThat(services.next()).isEqualTo(new SetReaction(user, SESSION, MESSAGE, emoji, true));
        assertThat(on.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("sessionId", SESSION.toString())
                        .put("messageId", MESSAGE.toString())
                        .put("messageSeq", 4)
                        .put("userId", OTHER.toString())
                        .put("emoji", emoji)
                        .put("on", true)
                        .put("count", 2));
        call(HttpMethod.DELETE, PATH + "/reaction/" + encoded, null);
        assertThat(services.next()).isEqualTo(new SetReaction(user, SESSION, MESSAGE, emoji, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%20",
                "a%20b",
                "%0A",
                "%00",
                "123456789012345678901234567890123",
                "%E3%80%80x",
            })
    void whatIsNoReaction(String encoded) {
        HttpResponse<Buffer> refused = call(HttpMethod.PUT, PATH + "/reaction/" + encoded, null);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.bodyAsJsonObject().getString("code")).isIn("invalid_request", "invalid_content");
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void theTimeline() throws Exception {
        HttpResponse<Buffer> page = call(HttpMethod.GET, "/chat/session/" + SESSION + "/events?after=3", null);
        assertThat(services.next()).isEqualTo(new ReadTimeline(user, SESSION, 3, 100));
        JsonObject json = page.bodyAsJsonObject();
        assertThat(json.getLong("lastSeq")).isEqualTo(9);
        assertThat(json.getString("next")).isEqualTo("4");
        JsonObject event = json.getJsonArray("items").getJsonObject(0);
        assertThat(event.fieldNames()).containsExactly("event", "channel", "seq", "payload");
        assertThat(event.getJsonObject("payload").getString("timestamp")).isEqualTo("2026-01-02T03:04:05Z");

        call(HttpMethod.GET, "/chat/session/" + SESSION + "/events?after=9000000000&limit=200", null);
        assertThat(services.next()).isEqualTo(new ReadTimeline(user, SESSION, 9_000_000_000L, 200));
    }

    @Test
    void searching() throws Exception {
        HttpResponse<Buffer> page = call(HttpMethod.GET, "/chat/search?q=%EB%93%B1%EB%8C%80+a%2Bb", null);
        assertThat(services.next()).isEqualTo(new SearchMessages(user, "등대 a+b", null, 20, null));
        assertThat(page.bodyAsJsonObject().getJsonArray("items")).hasSize(1);
        call(HttpMethod.GET, "/chat/search?q=x&sessionId=" + SESSION + "&limit=50&cursor=c", null);
        assertThat(services.next()).isEqualTo(new SearchMessages(user, "x", SESSION, 50, "c"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    GET   | /chat/session/S/events           | after is missing
                    GET   | /chat/session/S/events?after=-1  | after
                    GET   | /chat/session/S/events?after=0&limit=201 | limit
                    GET   | /chat/search                     | q is missing
                    GET   | /chat/search?q=                  | q
                    GET   | /chat/search?q=%20               | q must have
                    GET   | /chat/search?q=x&sessionId=7     | sessionId
                    GET   | /chat/search?q=x&limit=51        | limit
                    """)
    void badQueries(String method, String path, String detail) {
        HttpResponse<Buffer> refused = call(HttpMethod.valueOf(method), path.replace("S", SESSION.toString()), null);
        assertThat(assertProblem(refused, ErrorCode.INVALID_REQUEST)).contains(detail);
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void slowModeSaysWhenToComeBack() throws Exception {
        JsonObject wish = new JsonObject()
                .put("sessionId", SESSION.toString())
                .put("content", "x")
                .put("mentions", new JsonArray().add(OTHER.toString()));
        HttpResponse<Buffer> refused = call(HttpMethod.POST, "/chat/message", wish);
        assertThat(((SendMessages) services.next()).messages().getFirst().mentions())
                .containsExactly(OTHER);
        assertThat(assertProblem(refused, ErrorCode.SLOW_MODE)).isEqualTo("you can send again in 3 seconds");
        assertThat(refused.getHeader("Retry-After")).isEqualTo("3");
    }

    @Test
    void mentionsAreBounded() {
        JsonArray many = new JsonArray();
        for (int i = 0; i < 51; i++) {
            many.add(OTHER.toString());
        }
        for (JsonArray mentions : List.of(many, new JsonArray().add("bo"), new JsonArray().addNull())) {
            JsonObject wish = new JsonObject()
                    .put("sessionId", SESSION.toString())
                    .put("content", "x")
                    .put("mentions", mentions);
            assertProblem(call(HttpMethod.POST, "/chat/message", wish), ErrorCode.INVALID_REQUEST);
        }
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void editsAndReactionsCountAsMessagesAndDeletionsDoNot() {
        try (TestGateway strict =
                new TestGateway(LimitsConfig.defaults().with(new LimitsConfig.User(2, 6000, 1000, 1000)), false)) {
            FakeServices.deploy(strict.vertx, answers());
            String mine = strict.newUser().getString("accessToken");
            JsonObject text = new JsonObject().put("content", "x");
            assertThat(call(strict, mine, HttpMethod.PATCH, PATH, text).statusCode())
                    .isEqualTo(200);
            assertThat(call(strict, mine, HttpMethod.PUT, PATH + "/reaction/x", null)
                            .statusCode())
                    .isEqualTo(200);

            assertProblem(call(strict, mine, HttpMethod.PATCH, PATH, text), ErrorCode.RATE_LIMITED);
            assertProblem(call(strict, mine, HttpMethod.DELETE, PATH + "/reaction/x", null), ErrorCode.RATE_LIMITED);
            assertThat(call(strict, mine, HttpMethod.DELETE, PATH, null).statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<Buffer> call(HttpMethod method, String path, @Nullable JsonObject body) {
        return call(gateway, token, method, path, body);
    }

    private static HttpResponse<Buffer> call(
            TestGateway at, String bearer, HttpMethod method, String path, @Nullable JsonObject body) {
        HttpRequest<Buffer> request = at.client.request(method, "/").uri(path).bearerTokenAuthentication(bearer);
        return (body == null ? request.send() : request.sendJsonObject(body)).await();
    }
}
