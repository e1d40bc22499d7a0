package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.RawHttp;
import dev.cogo.gateway.TestGateway;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.ReadHistory;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks for much at once, or does not read it, has a share of the node and no more. */
class LongAnswersHttpTest {
    private static final int LENGTH = 24 * 1024 * 1024;
    private static final UUID SHORT = Ids.next();
    private static final UUID LONG = Ids.next();

    private final TestGateway gateway = new TestGateway();

    @BeforeEach
    void serve() {
        FakeServices.deploy(
                gateway.vertx, Map.of(Address.HISTORY_READ, request -> page(((ReadHistory) request).sessionId())));
    }

    private static MessagePage page(UUID session) {
        return session.equals(LONG)
                ? new MessagePage(List.of(message("x".repeat(LENGTH))), null)
                : new MessagePage(List.of(), null);
    }

    private static Message message(String content) {
        return new Message(
                Ids.next(),
                1,
                LONG,
                null,
                content,
                MessageType.TEXT,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whoDoesNotReadGetsNoMoreUntilTheClientIsGone() throws IOException {
        String ann = gateway.newUser().getString("accessToken");
        String bob = gateway.newUser().getString("accessToken");
        try (RawHttp client = ask(LONG, ann)) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.parts.unread().bytes()).isGreaterThan(LENGTH);

            HttpResponse<Buffer> refused = gateway.get("/chat/history/" + SHORT, ann);
            assertProblem(refused, ErrorCode.RATE_LIMITED);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
            assertThat(gateway.get("/auth/me", ann).statusCode()).isEqualTo(200);
            assertThat(gateway.get("/chat/history/" + SHORT, bob).statusCode()).isEqualTo(200);
        }
        Eventually.until("nothing to wait", () -> gateway.parts.unread().bytes() == 0);
        assertThat(gateway.get("/chat/history/" + SHORT, ann).statusCode()).isEqualTo(200);
    }

    private RawHttp ask(UUID session, String token) throws IOException {
        return new RawHttp(gateway.port(), 4 * 1024)
                .send("GET /chat/history/" + session + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n");
    }
}
