package dev.cogo.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.testing.Ports;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.bus.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What strangers send to the port of the bus. */
class BusPortTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aMessageOfTwoGigabytesEndsItsConnectionAndTheClusterGoesOn() throws Exception {
        int member = Ports.free();
        int bus = Ports.free();
        Cluster first = join("first", member, bus, member);
        Cluster second = join("second", Ports.free(), Ports.free(), member);
        try {
            first.vertx().eventBus().consumer("question", message -> message.reply("answer"));
            assertThat(sentBeforeTheEnd(bus, Integer.MAX_VALUE)).isLessThan(32 << 20);
            assertThat(sentBeforeTheEnd(bus, -1)).isLessThan(32 << 20);
            Eventually.until(
                    "an answer over the bus",
                    Duration.ofSeconds(30),
                    () -> "answer"
                            .equals(second.vertx()
                                    .eventBus()
                                    .request("question", "")
                                    .map(answer -> answer.body())
                                    .otherwise("none yet")
                                    .await()));
        } finally {
            second.leave(StopBudget.of(StopBudget.WHOLE));
            first.leave(StopBudget.of(StopBudget.WHOLE));
        }
    }

    private static Cluster join(String name, int member, int bus, int seed) throws Exception {
        return Cluster.join(
                new ClusterConfig(HOST, member, bus, List.of(HOST + ":" + seed), Optional.empty(), Optional.empty()),
                name,
                Set.of(Role.CHAT),
                Transport.NIO,
                new VertxOptions(),
                UnaryOperator.identity());
    }

    /** How many of 300 MB of zeros go out before the connection is ended, with what lies in the kernel's buffers. */
    private static long sentBeforeTheEnd(int port, int length) throws IOException {
        byte[] zeros = new byte[1 << 20];
        long sent = 0;
        try (Socket socket = new Socket(HOST, port)) {
            OutputStream out = socket.getOutputStream();
            out.write(ByteBuffer.allocate(4).putInt(length).array());
            while (sent < 300L << 20) {
                out.write(zeros);
                sent += zeros.length;
            }
        } catch (IOException ended) {
            return sent;
        }
        return sent;
    }

    @Test
    void messagesOfAnyPiecesGoThroughUnchanged() {
        EmbeddedChannel connection = new EmbeddedChannel(new BusFrames(new AtomicLong()));
        ByteBuf messages = Unpooled.buffer();
        Stream.of(1, 5, 300, 70_000).forEach(length -> messages.writeInt(length).writeBytes(new byte[length]));
        ByteBuf expected = messages.copy();
        for (int piece = 1; messages.isReadable(); piece = piece * 3 + 1) {
            connection.writeInbound(messages.readBytes(Math.min(piece, messages.readableBytes())));
        }
        ByteBuf heard = Unpooled.buffer();
        for (ByteBuf read = connection.readInbound(); read != null; read = connection.readInbound()) {
            heard.writeBytes(read);
        }
        assertThat(heard).isEqualTo(expected);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void unfinishedMessagesOfAllConnectionsHaveABoundTogether() {
        AtomicLong unfinished = new AtomicLong();
        int length = BusFrames.MAX_BYTES;
        ByteBuf almostWhole = Unpooled.wrappedBuffer(new byte[length - 1]);
        List<EmbeddedChannel> connections = new ArrayList<>();
        for (long sum = 0; sum < BusFrames.MAX_UNFINISHED; sum += length) {
            EmbeddedChannel connection = new EmbeddedChannel(new BusFrames(unfinished));
            connections.add(connection);
            connection.writeInbound(Unpooled.copyInt(length), almostWhole.retainedDuplicate());
            assertThat(connection.isOpen()).isTrue();
        }
        EmbeddedChannel another = new EmbeddedChannel(new BusFrames(unfinished));
        another.writeInbound(Unpooled.copyInt(length), almostWhole.retainedDuplicate());
        assertThat(another.isOpen()).isFalse();
        connections.forEach(EmbeddedChannel::close);
        assertThat(unfinished).hasValue(0);
    }
}
