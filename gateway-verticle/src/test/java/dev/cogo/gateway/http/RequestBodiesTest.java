package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.RawHttp;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bodies are read at all, and who is told to go on sending one. */
class RequestBodiesTest {
    private static final int AUTH_LIMIT = 16 * 1024;

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final String token = gateway.newUser().getString("accessToken");
    private static final String key =
            ApiKeys.make(ApiKeys.Role.ANON, gateway.config.secrets().anonKeySecret());

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST, /auth/login, 16385
            POST, /auth/register, 16385
            POST, /auth/v1/signup, 16385
            PUT, /auth/v1/user, 16385
            PATCH, /auth/me, 16385
            POST, /functions/v1/chat-gateway/auth/login, 16385
            POST, /chat/message, 65537
            POST, /realtime/v1/api/broadcast, 65537
            """)
    void whatIsDeclaredTooLargeIsRefusedUnread(String method, String path, String length) throws IOException {
        try (RawHttp client = new RawHttp(gateway.port())) {
            String answer = client.send(head(method, path) + "Content-Length: " + length + "\r\n\r\n")
                    .head();

            assertThat(answer).startsWith("HTTP/1.1 413 ");
            assertThat(answer).containsIgnoringCase("connection: close");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST, /auth/login
            POST, /auth/v1/token?grant_type=password
            POST, /functions/v1/chat-gateway/auth/login
            """)
    void whatTurnsOutTooLargeIsRefusedAsWell(String method, String path) throws IOException {
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(head(method, path) + "Transfer-Encoding: chunked\r\n\r\n");
            client.send(Integer.toHexString(AUTH_LIMIT + 1) + "\r\n" + " ".repeat(AUTH_LIMIT + 1) + "\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void whoGoesOnSendingWhatWasRefusedIsSentAway() throws IOException {
        boolean ended = false;
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(head("POST", "/auth/login") + "Content-Length: 900000000\r\n\r\n");
            byte[] piece = new byte[8 * 1024];
            for (int sent = 0; sent < 900_000_000; sent += piece.length) {
                client.send(piece);
            }
        } catch (SocketException e) {
            ended = true;
        }
        assertThat(ended).isTrue();
    }

    @Test
    void whoAsksIsToldOnceToGoOn() throws IOException {
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(head("PATCH", "/auth/me") + "Expect: 100-continue\r\nContent-Length: 17\r\n\r\n");

            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("{\"language\":\"ko\"}");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST, /auth/login, 900000000, 413
            PATCH, /auth/me, 900000000, 413
            PUT, /auth/v1/user, 900000000, 413
            GET, /nowhere, 2, 404
            """)
    void nobodyIsToldToSendWhatIsRefused(String method, String path, String length, String status) throws IOException {
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(head(method, path) + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n");

            assertThat(client.head()).startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            PATCH, /auth/me
            POST, /chat/message
            PUT, /auth/v1/user
            POST, /realtime/v1/api/broadcast
            """)
    void norIsWhoMayNotSend(String method, String path) throws IOException {
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\napikey: " + key
                    + "\r\nAuthorization: Bearer nonsense\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            assertThat(client.head()).matches("(?s)HTTP/1.1 40[13] .*");
        }
    }

    @Test
    void aBodyThatComesInPiecesBehindALoginIsReadWhole() throws IOException {
        byte[] body =
                ("{\"language\":\"ko\",\"displayName\":\"" + "é".repeat(90) + "\"}").getBytes(StandardCharsets.UTF_8);
        try (RawHttp client = new RawHttp(gateway.port())) {
            client.send(head("PATCH", "/auth/me") + "Content-Length: " + body.length + "\r\n\r\n");
            for (byte next : body) {
                client.send(new byte[] {next});
            }

            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\napikey: " + key + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\n";
    }
}
