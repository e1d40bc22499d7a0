package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients send by mistake or by malice: each gets an answer with a code, and the connection stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFramesTest {
    private RealtimeFixture fixture;
    private String token = "";
    private String session = "";

    @BeforeAll
    void open() {
        fixture = new RealtimeFixture();
        UUID user = Ids.next();
        token = fixture.tokens.issue(user);
        session = fixture.services.session(user).toString();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            invalid_json    | not json
            invalid_json    | `{"type":"ping"`
            invalid_json    | `{"type":"ping"} {"type":"ping"}`
            invalid_json    | `{"type":"ping","type":"ping"}`
            invalid_json    | `{"type":NaN}`
            invalid_request | `[]`
            invalid_request | `"ping"`
            invalid_request | `null`
            invalid_request | `{}`
            invalid_request | `{"type":1}`
            invalid_request | `{"type":"PING"}`
            invalid_request | `{"type":"pong"}`
            invalid_request | `{"type":"ping","since":1}`
            invalid_request | `{"type":"register"}`
            invalid_request | `{"type":"register","address":""}`
            invalid_request | `{"type":"register","address":["a"]}`
            invalid_request | `{"type":"register","address":"a","headers":"b"}`
            invalid_request | `{"type":"register","address":"a","headers":{"authorization":7}}`
            invalid_request | `{"type":"register","address":"a","headers":{"authorization":"Basic eA=="}}`
            invalid_request | `{"type":"register","address":"a","headers":{"authorization":"$TOKEN"}}`
            invalid_token   | `{"type":"register","address":"a","headers":{"Authorization":"Bearer x"}}`
            channel_not_found | `{"type":"register","address":"a\\u0000\\n"}`
            method_not_allowed | `{"type":"publish","address":"chat_session_$SESSION","body":{}}`
            not_found       | `{"type":"send","address":"chat_session_$SESSION","body":{}}`
            not_found       | `{"type":"send","address":"chat.message.post","body":{}}`
            not_found       | `{"type":"send","address":"gateway.access.revoked","body":{}}`
            invalid_request | `{"type":"send","address":"chat.message.send"}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":"hello"}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"content":"x"}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"x","content":"x"}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION"}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":7}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"  "}}`
            invalid_content | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"\\u0000"}}`
            invalid_content | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"\\ud800"}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"x","userId":"x"}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"x","replyTo":"x"}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"x","metadata":[]}}`
            invalid_json    | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","content":"x","metadata":{"n":1e999}}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","messages":[]}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","messages":{}}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","messages":[1]}}`
            invalid_request | `{"type":"send","address":"chat.message.send","body":{"sessionId":"$SESSION","messages":[{"content":"x"}],"content":"x"}}`
            session_not_found | `{"type":"send","address":"chat.message.send","body":{"sessionId":"00000000-0000-7000-8000-000000000000","content":"x"}}`
            session_not_found | `{"type":"send","address":"chat.typing","body":{"sessionId":"00000000-0000-7000-8000-000000000000","isTyping":true}}`
            invalid_request | `{"type":"send","address":"chat.typing","body":{"sessionId":"$SESSION","isTyping":"yes"}}`
            invalid_request | `{"type":"send","address":"chat.typing","body":{"sessionId":"$SESSION"}}`
            invalid_request | `{"type":"send","address":"chat.presence","body":{"sessionId":"$SESSION","status":"offline"}}`
            invalid_request | `{"type":"send","address":"chat.presence","body":{"sessionId":"$SESSION","status":"online"}}`
            invalid_request | `{"type":"send","address":"chat.typing","body":{},"replyAddress":"0123456789012345678901234567890123456"}`
            """)
    void answeredWithACode(String code, String frame) {
        TestClient client = fixture.sockJs().listen("system_announcements", token);
        client.sendText(frame.replace("$SESSION", session).replace("$TOKEN", token));
        JsonObject err = client.awaitErr();
        assertThat(err.getString("code")).isEqualTo(code);
        assertThat(err.getString("body")).isEqualTo(code);
        assertThat(err.getString("message")).isNotBlank().doesNotContain("Exception", token);
        client.fence();
        client.close();
        assertThat(fixture.services.sent).isEmpty();
    }

    @Test
    void aFailedCallIsAnsweredWhereItIsAwaited() {
        JsonObject err = fixture.raw().call("chat.message.send", new JsonObject().put("sessionId", session), token);
        assertThat(err.getString("type")).isEqualTo("err");
        assertThat(err.getInteger("failureCode")).isEqualTo(40001);
        assertThat(err.getString("failureType")).isEqualTo("RECIPIENT_FAILURE");
        assertThat(err.getString("message")).isEqualTo("content is missing");
    }

    @Test
    void unregisteringWhatWasNotRegisteredIsHarmless() {
        TestClient client = fixture.raw().listen("system_announcements", token);
        client.send(TestClient.frame("unregister", "chat_session_nonsense", token))
                .fence();
        assertThat(client.has(frame -> "err".equals(frame.getString("type")))).isFalse();
    }

    @Test
    void aFrameThatIsTooLongIsRefused() {
        TestClient client = fixture.sockJs();
        int max = RealtimeLimits.defaults().inbound().maxFrameBytes();
        client.sendText("\"".repeat(max + 1));
        assertThat(client.awaitErr().getString("code")).isEqualTo("payload_too_large");
        client.fence();
    }

    @Test
    void theLongestMessageFitsInAFrame() {
        // Every character needs an escape in the frame, and the escapes again in SockJS.
        String content = "\"\\\n".repeat(32 * 1024 / 3);
        JsonObject reply = fixture.sockJs()
                .call(
                        "chat.message.send",
                        new JsonObject().put("sessionId", session).put("content", content),
                        token);
        assertThat(reply.getJsonObject("body").getJsonObject("message").getString("content"))
                .isEqualTo(content);
        fixture.services.sent.clear();
    }

    @Test
    void deepNestingIsRefused() {
        TestClient client = fixture.raw();
        client.sendText("[".repeat(10_000) + "]".repeat(10_000));
        assertThat(client.awaitErr().getString("code")).isEqualTo("invalid_json");
        client.fence();
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        TestClient client = fixture.raw();
        client.socket().writeBinaryMessage(Buffer.buffer(new byte[] {'"', (byte) 0xc3, '"'}));
        assertThat(client.awaitErr().getString("code")).isEqualTo("invalid_utf8");
        client.socket().writeBinaryMessage(Buffer.buffer("{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_16)));
        assertThat(client.awaitErr().getString("code")).isEqualTo("invalid_utf8");
        client.fence();
    }

    @Test
    void textThatIsNotUtf8EndsTheConnection() {
        TestClient client = fixture.raw();
        byte[] bad = {'"', (byte) 0xc3, '"'};
        client.socket().writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, bad, true));
        assertThat(client.awaitEnd()).isEqualTo("4502 bad_frame");
    }

    @Test
    void fragmentsMakeAMessage() {
        TestClient client = fixture.raw();
        client.socket().writeFrame(WebSocketFrame.textFrame("", false));
        client.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("{\"type\":"), false));
        CompletableFuture<String> pong = new CompletableFuture<>();
        client.socket().pongHandler(data -> pong.complete(data.toString()));
        client.socket().writePing(Buffer.buffer("between"));
        assertThat(pong.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("between");
        client.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("\"ping\"}"), true));
        client.await(frame -> "pong".equals(frame.getString("type")));
    }

    @Test
    void endlessFragmentsEndTheConnection() {
        TestClient client = fixture.raw();
        client.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(60_000), false));
        for (int i = 0; i < 20; i++) {
            client.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(60_000)), false));
        }
        assertThat(client.awaitEnd()).isEqualTo("4502 bad_frame");
    }

    @Test
    void aClientsOwnCloseIsAnswered() {
        TestClient client = fixture.raw();
        client.socket().close((short) 4999, "enough");
        assertThat(client.awaitEnd()).isEqualTo("4999 enough");
    }

    @Test
    void aFrameFarTooLongEndsThatConnectionOnly() {
        TestClient other = fixture.raw().listen("system_announcements", token);
        for (TestClient client : List.of(fixture.raw(), fixture.sockJs())) {
            client.sendText("x".repeat(4 << 20));
            client.awaitEnd();
        }
        fixture.announce("others go on");
        other.awaitRec("system_announcements");
    }

    @Test
    void brokenSockJsFramingIsSurvived() {
        TestClient other = fixture.raw().listen("system_announcements", token);
        for (String text :
                new String[] {"[\"a\",null,\"b\"]", "[\"a\",{\"b\":1},\"c\"]", "[\"\\u12\"]", "{}", "[]", ""}) {
            TestClient client = fixture.sockJs();
            client.socket().writeTextMessage(text);
            client.close();
        }
        fixture.announce("others go on");
        other.awaitRec("system_announcements");
    }

    @Test
    void channelNamesAreNotEchoedUnescaped() {
        TestClient client = fixture.raw();
        String odd = "chat_session_\",\"x\":\"";
        JsonObject err = client.register(odd, token).awaitErr();
        assertThat(err.getString("address")).isEqualTo(odd);
    }
}
