package dev.cogo.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Chooses where the server listens, and keeps the choice, so that those who know the address find it there after a restart. */
final class ServerPort {
    /**
     * Below what systems hand out for outgoing connections (from 32768 on Linux): else any connection could sit on our port while the
     * server is down for a moment.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Path file;

    ServerPort(Path file) {
        this.file = file;
    }

    /**
     * A port that nobody listens on.
     *
     * @param wished the only one that will do, or 0 for the last one or else any
     */
    int choose(int wished) {
        if (wished != 0) {
            if (!isFree(wished)) {
                throw new EmbeddedPostgresException(
                        "Port " + wished + " on 127.0.0.1, where PostgreSQL should listen, is"
                                + " in use by another program. Stop that one or choose another port.");
            }
            return wished;
        }
        return IntStream.concat(
                        last().stream().mapToInt(Integer::intValue),
                        ThreadLocalRandom.current().ints(TRIES, FIRST, LAST))
                .filter(ServerPort::isFree)
                .findFirst()
                .orElseThrow(() -> new EmbeddedPostgresException("No free port was found for PostgreSQL on 127.0.0.1"
                        + " between " + FIRST + " and " + LAST + "."));
    }

    /** Writes down the port that the server listens on now. */
    void keep(int port) {
        try {
            Files.writeString(file, port + "\n");
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The file " + file + " can't be written: " + PostgresFiles.reason(e), e);
        }
    }

    private Optional<Integer> last() {
        try {
            String text = Files.exists(file) ? Files.readString(file).strip() : "";
            return Optional.of(text)
                    .filter(t -> t.matches("\\d{1,5}"))
                    .map(Integer::valueOf)
                    .filter(port -> port > 0 && port <= 65_535);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The file " + file + " can't be read: " + PostgresFiles.reason(e), e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // As PostgreSQL does: closed connections that still linger do not make a port taken.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
