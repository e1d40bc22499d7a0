package dev.cogo.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.SilentDialect;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.socket.SocketLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is right is counted, and one that is wrong in some way is found out. */
class ScenarioTest {
    private static final int LISTENERS = 70;

    private final Vertx vertx = Vertx.vertx();
    private final SocketLoop loop = new SocketLoop("test");
    private final FakeServer server = new FakeServer();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        loop.close();
        vertx.close().await();
    }

    @Test
    void eachDeliveryCounts() {
        Scenario.Turn turn = stage().atRate(100, Duration.ofMillis(300), Cores.NONE);
        assertThat(turn.failure()).isEmpty();
        assertThat(turn.messages()).isEqualTo(30);
        assertThat(turn.heard().deliveries()).isEqualTo(30 * LISTENERS);
        assertThat(turn.heard().frameBytes()).isEqualTo(200);
        assertThat(turn.heard().latency().count()).isBetween(200L, 300L);
        assertThat(turn.missing()).isZero();
    }

    @Test
    void asManyAreOutstandingAsWished() {
        server.wrong = (socket, texts) -> texts.size() < 4 ? List.of() : texts.size() == 4 ? texts : last(texts);
        Scenario.Turn turn = stage().outstanding(4, Duration.ofMillis(200), Cores.NONE);
        assertThat(turn.failure()).isEmpty();
        assertThat(turn.messages()).isGreaterThan(4);
        assertThat(turn.heard().deliveries()).isEqualTo((long) turn.messages() * LISTENERS);
    }

    @Test
    void aMessageThatOneListenerMissesIsFound() {
        server.wrong = (socket, texts) -> texts.size() > 5 && server.isFirst(socket)
                ? texts.subList(texts.size() - 1, texts.size())
                : texts.size() == 5 && server.isFirst(socket) ? List.of() : last(texts);
        Scenario.Turn turn = stage().atRate(100, Duration.ofMillis(300), Cores.NONE);
        assertThat(turn.failure()).contains("where others heard");
    }

    @Test
    void aMessageThatComesTwiceIsFound() {
        server.wrong = (socket, texts) ->
                texts.size() == 5 && server.isFirst(socket) ? List.of(texts.getLast(), texts.getLast()) : last(texts);
        Scenario.Turn turn = stage().atRate(100, Duration.ofMillis(300), Cores.NONE);
        assertThat(turn.failure()).containsAnyOf("came twice", "where others heard");
    }

    @Test
    void messagesOutOfOrderAreFound() {
        server.wrong = (socket, texts) -> !server.isFirst(socket)
                ? last(texts)
                : texts.size() % 2 == 1 ? List.of() : List.of(texts.getLast(), texts.get(texts.size() - 2));
        Scenario.Turn turn = stage().atRate(100, Duration.ofMillis(300), Cores.NONE);
        assertThat(turn.failure()).contains("where others heard");
    }

    @Test
    void aConnectionThatEndsIsFound() {
        server.wrong = (socket, texts) -> {
            if (texts.size() == 5 && server.isFirst(socket)) {
                socket.close();
            }
            return last(texts);
        };
        Scenario.Turn turn = stage().atRate(100, Duration.ofMillis(300), Cores.NONE);
        assertThat(turn.failure()).startsWith("listener ").contains("closed");
    }

    private static List<String> last(List<String> texts) {
        return texts.subList(texts.size() - 1, texts.size());
    }

    private Scenario stage() {
        return Scenario.open(loop, server, "many", LISTENERS, 200);
    }

    /** What goes to a listener when the last of these texts has been published. */
    private interface Mistake {
        List<String> texts(ServerWebSocket socket, List<String> published);
    }

    private final class FakeServer implements Contender {
        private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
        private final List<String> published = new CopyOnWriteArrayList<>();
        private final HttpServer http = vertx.createHttpServer()
                .webSocketHandler(sockets::add)
                .requestHandler(request -> request.body().onSuccess(body -> {
                    publish(body.toString());
                    request.response().setStatusCode(202).end("queued");
                }));
        private volatile Mistake wrong = (socket, texts) -> last(texts);

        void start() {
            http.listen(0, "127.0.0.1").await();
        }

        boolean isFirst(ServerWebSocket socket) {
            return socket == sockets.getFirst();
        }

        private void publish(String text) {
            published.add(text);
            for (ServerWebSocket socket : sockets) {
                wrong.texts(socket, List.copyOf(published)).forEach(socket::writeTextMessage);
            }
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public InetSocketAddress address(int listener) {
            return new InetSocketAddress("127.0.0.1", http.actualPort());
        }

        @Override
        public Dialect dialect(String channel, int listener) {
            return new SilentDialect("/" + channel);
        }

        @Override
        public Publisher publisher(SocketLoop on, String channel) {
            return PostPublisher.open(on, address(0), "/" + channel);
        }

        @Override
        public List<ProcessHandle> processes() {
            return List.of();
        }

        @Override
        public void collectGarbage() {
            // nothing to do
        }

        @Override
        public void close() {
            // with Vert.x
        }
    }
}
