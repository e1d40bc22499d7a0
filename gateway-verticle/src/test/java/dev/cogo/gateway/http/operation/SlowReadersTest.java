package dev.cogo.gateway.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.RawHttp;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that ask and do not read, by real sockets that take little. */
class SlowReadersTest {
    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int LONG = 16 * 1024 * 1024;
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();

    private final class Server extends VerticleBase {
        private final Duration patience;
        private final int length;
        private HttpServer http;

        Server(Duration patience, int length) {
            this.patience = patience;
            this.length = length;
        }

        @Override
        public Future<?> start() {
            SlowReaders readers = new SlowReaders(vertx, patience);
            http = vertx.createHttpServer().requestHandler(request -> {
                asked.incrementAndGet();
                readers.watch(request, request.response().end(Buffer.buffer(new byte[length])))
                        .onFailure(closed -> gone.incrementAndGet());
            });
            return http.listen(0, "127.0.0.1");
        }
    }

    private int serve(Duration patience, int length) {
        Server server = new Server(patience, length);
        vertx.deployVerticle(server).await();
        return server.http.actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whoDoesNotReadALongAnswerIsSentAway() throws IOException {
        int port = serve(Duration.ofMillis(300), LONG);
        try (RawHttp client = new RawHttp(port, RECEIVE_BUFFER)) {
            client.send(GET);

            Eventually.until("the end of the connection", () -> gone.get() == 1);
        }
    }

    @Test
    void manyRequestsAtOnceAreAnsweredAsTheyAreRead() throws IOException {
        int port = serve(Duration.ofMinutes(1), LONG);
        try (RawHttp client = new RawHttp(port, RECEIVE_BUFFER)) {
            client.send(GET.repeat(20));
            client.head();
            assertThat(client.read(1024)).hasSize(1024);
            // One goes out, and one waits for its turn.
            assertThat(asked.get()).isLessThanOrEqualTo(2);

            assertThat(client.read(LONG - 1024)).hasSize(LONG - 1024);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(asked.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void whoGoesOnAskingWithoutReadingIsSentAway() throws IOException {
        // Each answer goes out by itself; those behind it find the queue full.
        int port = serve(Duration.ofMillis(300), 256 * 1024);
        try (RawHttp client = new RawHttp(port, RECEIVE_BUFFER)) {
            client.send(GET.repeat(100));

            Eventually.until("the end of the connection", () -> gone.get() > 0);
            assertThat(asked.get()).isLessThan(100);
        }
    }
}
