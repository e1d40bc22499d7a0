package dev.cogo.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.transport.Transport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocketTransportTest {
    @Test
    void aNameThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> transport("kqueue"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("TRANSPORT must be one of auto, nio, epoll, io_uring, not \"kqueue\"");
    }

    @Test
    void autoTakesEpollWhereThereIsOne() {
        boolean epoll = Transport.EPOLL != null && Transport.EPOLL.available();
        assertThat(transport("auto").load().name()).isEqualTo(epoll ? "epoll" : "nio");
    }

    @ParameterizedTest
    @EnumSource(SocketTransport.class)
    void itServesOrSaysWhyItCannot(SocketTransport asked) {
        Transport transport;
        try {
            transport = asked.load();
        } catch (ConfigException e) {
            assertThat(asked).isIn(SocketTransport.EPOLL, SocketTransport.IO_URING);
            assertThat(e).hasMessageStartingWith("TRANSPORT").hasMessageContaining("can't be loaded on this machine: ");
            return;
        }
        Vertx vertx = Vertx.builder().withTransport(transport).build();
        try {
            assertThat(vertx.isNativeTransportEnabled())
                    .isEqualTo(!transport.name().equals("nio"));
            int port = vertx.createNetServer()
                    .connectHandler(socket -> socket.end())
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();
            NetClient client = vertx.createNetClient();
            client.connect(port, "127.0.0.1").await();
            client.close().await();
        } finally {
            vertx.close().await();
        }
    }

    private static SocketTransport transport(String name) {
        return SocketTransport.from(Settings.collect(Map.of(Setting.TRANSPORT, name), Map.of(), null));
    }
}
