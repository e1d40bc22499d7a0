package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.node.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenPortsTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aPortThatIsTakenIsNamedWithItsSetting() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> ListenPorts.check(Setting.HTTP_HOST, HOST, Setting.HTTP_PORT, port))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("HTTP_PORT " + port + " can't be listened on at HTTP_HOST " + HOST);
            other.close();
            ListenPorts.check(Setting.HTTP_HOST, HOST, Setting.HTTP_PORT, port);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        assertThatThrownBy(() -> ListenPorts.check(Setting.HTTP_HOST, "192.0.2.1", Setting.HTTP_PORT, 8080))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("HTTP_HOST 192.0.2.1");
    }
}
