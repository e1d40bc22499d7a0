package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cogo.gateway.realtime.bridge.BridgeFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.WireFormat;
import dev.cogo.gateway.realtime.transport.FramedFormat;
import dev.cogo.gateway.realtime.transport.Framing;
import dev.cogo.gateway.realtime.transport.SharedFrames;
import dev.cogo.schema.identity.Ids;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is written past Vert.x: its order, its memory, and that TLS is still between. */
class RawSocketTest {
    private static final String CHANNEL = "system_announcements";

    @Test
    void eventsAndAnswersKeepTheirOrderInBursts() {
        try (RealtimeFixture fixture = new RealtimeFixture()) {
            List<Function<RealtimeFixture, TestClient>> framings =
                    List.of(RealtimeFixture::raw, RealtimeFixture::sockJs);
            List<TestClient> clients = framings.stream()
                    .map(framing -> listening(fixture, framing))
                    .toList();
            for (int i = 0; i < 300; i++) {
                fixture.announce("number " + i);
                if (i % 10 == 0) {
                    clients.forEach(client -> client.send(new JsonObject().put("type", "ping")));
                }
            }
            for (TestClient client : clients) {
                for (int i = 0; i < 300; i++) {
                    assertThat(contentOf(client.awaitRec(CHANNEL))).isEqualTo("number " + i);
                }
                for (int i = 0; i < 30; i++) {
                    client.await(frame -> "pong".equals(frame.getString("type")));
                }
            }
        }
    }

    @Test
    void nothingFollowsTheLastNotice() {
        try (RealtimeFixture fixture = new RealtimeFixture()) {
            TestClient client = listening(fixture, RealtimeFixture::raw);
            fixture.announce("before");
            client.awaitRec(CHANNEL);
            var stopped = fixture.stopHub(0);
            fixture.announce("after");
            assertThat(client.awaitEnd()).isEqualTo("4000 shutting_down");
            stopped.await();
            client.awaitEvent("reconnect");
            assertThat(client.hasEventOf(CHANNEL)).isFalse();
        }
    }

    @Test
    void whatGoesOutOverTlsIsEncrypted(@TempDir Path folder) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(selfSigned(folder).toString()).setPassword("secret"));
        try (RealtimeFixture fixture = new RealtimeFixture(RealtimeFixture.quick(), 1, options)) {
            TestClient client = listening(fixture, RealtimeFixture::encrypted);
            String filler = "한".repeat(20_000);
            for (int i = 0; i < 50; i++) {
                fixture.announce(i + filler);
            }
            for (int i = 0; i < 50; i++) {
                assertThat(contentOf(client.awaitRec(CHANNEL))).isEqualTo(i + filler);
            }
            client.fence();
            client.close();
            client.awaitEnd();
            RealtimeFixture.until("it is gone", () -> fixture.sockets(0) == 0 && fixture.leaving(0) == 0);
        }
    }

    @Test
    void noBufferLeaks() {
        Logger leaks = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        ListAppender<ILoggingEvent> found = new ListAppender<>();
        found.start();
        leaks.addAppender(found);
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try (RealtimeFixture fixture = new RealtimeFixture()) {
            TestClient stays = listening(fixture, RealtimeFixture::raw);
            for (int round = 0; round < 10; round++) {
                List<TestClient> leavers = IntStream.range(0, 4)
                        .mapToObj(i -> listening(fixture, i % 2 == 0 ? RealtimeFixture::raw : RealtimeFixture::sockJs))
                        .toList();
                for (int i = 0; i < 20; i++) {
                    fixture.announce("x".repeat(5_000));
                }
                leavers.forEach(TestClient::close);
                stays.fence();
                // A leak shows when its buffer was collected and another one is made.
                System.gc();
            }
            stays.fence();
            assertThat(found.list).isEmpty();
        } finally {
            ResourceLeakDetector.setLevel(before);
            leaks.detachAppender(found);
        }
    }

    @Test
    void oneMemoryForAllSocketsOfAnEvent() {
        SharedFrames shared = new SharedFrames();
        WireFormat plain = new FramedFormat(new BridgeFormat(), Framing.PLAIN);
        WireFormat sockJs = new FramedFormat(new BridgeFormat(), Framing.SOCKJS);
        EncodedEvent event = EncodedEvent.of(CHANNEL, Buffer.buffer("{\"event\":\"announcement\"}"));
        ByteBuf first = shared.of(event, plain, Long.MAX_VALUE, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf second = shared.of(event, plain, Long.MAX_VALUE, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf framed = shared.of(event, sockJs, Long.MAX_VALUE, UnpooledByteBufAllocator.DEFAULT);
        assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
        assertThat(framed.toString(StandardCharsets.UTF_8)).contains("a[\"{\\\"type\\\":\\\"rec\\\"");
        shared.clear();
        assertThat(first.refCnt()).isEqualTo(2);
        first.release();
        second.release();
        framed.release();
        assertThat(first.refCnt()).isZero();
        assertThat(framed.refCnt()).isZero();
    }

    @Test
    void whatThereIsNoRoomForIsNotMade() {
        SharedFrames shared = new SharedFrames();
        WireFormat costly = new WireFormat() {
            @Override
            public byte[] event(EncodedEvent event) {
                throw new AssertionError("it was made");
            }

            @Override
            public long mostBytes(EncodedEvent event) {
                return 1_001;
            }
        };
        EncodedEvent event = EncodedEvent.of(CHANNEL, Buffer.buffer("{\"event\":\"announcement\"}"));
        assertThat(shared.of(event, costly, 1_000, UnpooledByteBufAllocator.DEFAULT))
                .isNull();
    }

    private static TestClient listening(RealtimeFixture fixture, Function<RealtimeFixture, TestClient> framing) {
        return framing.apply(fixture).listen(CHANNEL, fixture.tokens.issue(Ids.next()));
    }

    private static String contentOf(JsonObject rec) {
        return rec.getJsonObject("body").getJsonObject("payload").getString("content");
    }

    private static Path selfSigned(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }
}
