package dev.cogo.gateway.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that never come to the point, beside one that does. */
class SlowRequestsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Server server = new Server();

    private static final class Server extends VerticleBase {
        private HttpServer http;

        @Override
        public Future<?> start() {
            SlowRequests slow = new SlowRequests(vertx, SHORT, SHORT);
            Router router = Router.router(vertx);
            router.route().handler(slow);
            router.route().handler(BodyHandler.create(false)).handler(request -> request.end("hello"));
            // As the gateway has it; else a connection is none until its first bytes say which version it speaks.
            HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
            http = vertx.createHttpServer(options)
                    .connectionHandler(slow::opened)
                    .requestHandler(router);
            return http.listen(0, "127.0.0.1");
        }
    }

    @BeforeEach
    void start() {
        vertx.deployVerticle(server).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whoSaysNothingIsSentAway() throws IOException {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            silent.add(connect());
        }
        try (Socket healthy = connect()) {
            assertThat(answer(healthy)).startsWith("HTTP/1.1 200 ");
            for (Socket socket : silent) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
                socket.close();
            }
            // It has been open for longer than any of them, and was silent since.
            assertThat(answer(healthy)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoDribblesAHeadIsSentAway() throws IOException {
        try (Socket socket = connect()) {
            assertThat(dribble(socket, "GET / HTTP/1.1\r\nX: ")).isTrue();
        }
    }

    @Test
    void whoDribblesABodyIsSentAway() throws IOException {
        try (Socket socket = connect()) {
            assertThat(dribble(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"))
                    .isTrue();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.http.actualPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream().write(WHOLE.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("hello") < 0) {
            answer.append((char) in.read());
        }
        return answer.toString();
    }

    /** Sends a byte now and then, and tells whether the server puts an end to that. */
    private static boolean dribble(Socket socket, String begin) throws IOException {
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
        try {
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write('x');
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } catch (SocketException ended) {
            return true;
        }
        return false;
    }
}
