package dev.cogo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What the tests of this package share. */
final class DatabaseTestSupport {
    /** Unpacked once for all tests. */
    static final Path BINARIES = Path.of("target", "pg-bin").toAbsolutePath();

    private DatabaseTestSupport() {}

    static EmbeddedPostgres start(Path dataDir) {
        return EmbeddedPostgres.start(dataDir, PostgresSettings.DEFAULT.withBinaries(BINARIES));
    }

    /** JUnit's temporary directories are closed to other users; the server's user has to pass. */
    static Path opened(Path temporary) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        return temporary;
    }

    static boolean root() throws IOException {
        return FileTrees.uid(Path.of("/proc/self")) == 0;
    }

    static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** Not for one that has ended and that nobody has waited for yet, as happens to orphans for a moment. */
    static boolean alive(long pid) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
        assertThat(Pause.until(() -> !alive(pid), Duration.ofSeconds(10))).isTrue();
    }
}
