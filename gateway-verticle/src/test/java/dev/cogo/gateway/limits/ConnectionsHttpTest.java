package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.runtime.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** TCP connections of one address, without a proxy. */
class ConnectionsHttpTest {
    private static final int MAX = 6;
    private static final int MAX_SILENT = 2;
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String UPGRADE = "GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    @AutoClose
    private static final TestGateway gateway =
            new TestGateway(LimitsConfig.defaults().with(new LimitsConfig.Address(1000, MAX, MAX_SILENT)), false);

    @Test
    void manySilentOnesAreClosedAndThoseThatAskAreNot() throws IOException {
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            assertThat(third.getInputStream().read()).isEqualTo(-1);
            assertThat(ask(first, LIVE)).isEqualTo("HTTP/1.1 200");
            try (Socket next = connect()) {
                assertThat(ask(second, LIVE)).isEqualTo("HTTP/1.1 200");
                assertThat(ask(next, LIVE)).isEqualTo("HTTP/1.1 200");
            }
        }
        allGone();
    }

    @Test
    void aConnectionThatHasEndedMakesRoomWhateverItHasBecome() throws IOException {
        for (int i = 0; i < 2 * MAX; i++) {
            try (Socket socket = connect()) {
                assertThat(ask(socket, i % 2 == 0 ? UPGRADE : LIVE)).startsWith("HTTP/1.1 " + (i % 2 == 0 ? 101 : 200));
            }
            allGone();
        }
    }

    @Test
    void moreThanAnAddressMayHaveAreClosed() throws IOException {
        Socket[] open = new Socket[MAX];
        for (int i = 0; i < MAX; i++) {
            open[i] = connect();
            assertThat(ask(open[i], LIVE)).isEqualTo("HTTP/1.1 200");
        }
        try (Socket refused = connect()) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(ask(open[0], LIVE)).isEqualTo("HTTP/1.1 200");
        for (Socket socket : open) {
            socket.close();
        }
        allGone();
    }

    private static void allGone() {
        Eventually.until(
                "no connection is counted",
                () -> gateway.parts.limits().connections().size() == 0
                        && gateway.parts.limits().realtime().size() == 0);
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The first twelve characters of an answer, whose rest is read too. */
    private static String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[8192];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, Math.min(length, 12)), StandardCharsets.US_ASCII);
    }
}
