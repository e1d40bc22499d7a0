package dev.cogo.node.ledger;

import dev.cogo.postgres.EmbeddedPostgres;
import dev.cogo.postgres.PostgresSettings;
import dev.cogo.runtime.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The PostgreSQL of a test, with the durable settings that the product starts it with ({@code fsync=on}, {@code
 * synchronous_commit=on}). Like the product's own it is started again, on the same port, when it has died.
 */
final class DatabaseServer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Path data;

    private DatabaseServer(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /** @param dataDir one that every user can enter: as root, PostgreSQL runs as somebody else */
    static DatabaseServer start(Path dataDir) {
        // Unpacked once for all tests of the module: it takes as long as all the rest of a start.
        PostgresSettings settings = PostgresSettings.DEFAULT.withBinaries(
                Path.of("target", "pg-bin").toAbsolutePath());
        return new DatabaseServer(EmbeddedPostgres.start(dataDir, settings), dataDir.resolve("pg"));
    }

    String uri() {
        return postgres.uri();
    }

    int port() {
        return postgres.port();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** kill -9 of all its processes at one moment; gives the main one's id. */
    long kill() {
        // A stopped postmaster starts no further process, so that the list is complete.
        long postmaster = postmaster();
        Signals.stop(List.of(postmaster));
        Signals.kill(withChildren(postmaster));
        Eventually.until("PostgreSQL's end", TIMEOUT, () -> !Files.exists(process(postmaster)));
        return postmaster;
    }

    /** Waits until another process has taken the place of a killed one; before that it can't have stored anything. */
    void awaitSuccessor(long killed) {
        Eventually.until("another PostgreSQL", TIMEOUT, () -> isThere(killed));
    }

    private boolean isThere(long killed) {
        try {
            long now = postmaster();
            return now != killed && Files.exists(process(now));
        } catch (UncheckedIOException | NoSuchElementException e) {
            return false; // the file is being made
        }
    }

    /** Waits until it takes connections. */
    void awaitUp() {
        Eventually.until("PostgreSQL to be up", TIMEOUT, this::answers);
    }

    /** Stops all its processes where they are; connections stay open and silent. */
    Frozen freeze() {
        long postmaster = postmaster();
        Signals.stop(List.of(postmaster));
        List<Long> all = withChildren(postmaster);
        Signals.stop(all);
        return () -> Signals.goOn(all);
    }

    /** A server that stands still until this is closed. */
    interface Frozen extends AutoCloseable {
        @Override
        void close();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private long postmaster() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Not ProcessHandle.children, which needs rights over another user's process that root in a container may not have.
    private static List<Long> withChildren(long postmaster) {
        List<Long> all = new ArrayList<>(List.of(postmaster));
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .filter(pid -> parent(pid) == postmaster)
                    .forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static long parent(long pid) {
        try {
            // "pid (name) state ppid ...", proc(5); a name may hold blanks and brackets.
            String stat = Files.readString(process(pid).resolve("stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[1]);
        } catch (IOException e) {
            return -1; // it has ended
        }
    }

    private static Path process(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    @Override
    public void close() {
        postgres.close();
    }
}
