package dev.cogo.postgres;

import static dev.cogo.postgres.DatabaseTestSupport.alive;
import static dev.cogo.postgres.DatabaseTestSupport.connect;
import static dev.cogo.postgres.DatabaseTestSupport.execute;
import static dev.cogo.postgres.DatabaseTestSupport.opened;
import static dev.cogo.postgres.DatabaseTestSupport.query;
import static dev.cogo.postgres.DatabaseTestSupport.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /** One for all tests here, because making a database takes longer than starting it. */
    @TempDir
    static Path temporary;

    private static Path dataDir;

    @BeforeAll
    static void open() throws IOException {
        dataDir = opened(temporary).resolve("data");
    }

    @Test
    void keepsRowsPortAndPasswordOverARestart() throws Exception {
        String uri;
        long pid;
        try (EmbeddedPostgres postgres = start(dataDir)) {
            uri = postgres.uri();
            pid = postgres.pid().orElseThrow();
            execute(postgres, "CREATE TABLE note (text text)");
            execute(postgres, "INSERT INTO note VALUES ('안녕하세요 👋')");
        }
        assertThat(alive(pid)).isFalse();
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(postgres.uri()).isEqualTo(uri);
            assertThat(query(postgres, "SELECT text FROM note")).isEqualTo("안녕하세요 👋");
        }
        assertThat(dataDir).isDirectoryNotContaining("glob:**/pg.new-*");
        assertThat(Files.readString(dataDir.resolve("pg.log"))).doesNotContain(password(uri));
    }

    @Test
    void promisesWhatAChatServerNeeds() throws Exception {
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW max_connections")).isEqualTo("200");
            assertThat(query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(postgres, "SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo("18");
            // Not by SHOW: the JDBC driver sets the time zone of its own session.
            assertThat(Files.readString(dataDir.resolve("pg").resolve("postmaster.opts")))
                    .contains("\"timezone=UTC\"");
            assertThat(query(
                            postgres,
                            "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'cogo'"))
                    .isEqualTo("b C.UTF-8");
            assertThat(query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            execute(postgres, "CREATE EXTENSION pg_trgm");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "cogo", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", postgres.password()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no pg_hba.conf entry");
            Path file = dataDir.resolve("keys").resolve("pg-password");
            assertThat(Files.readString(file)).isEqualTo(postgres.password()).hasSize(43);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(postgres.toString()).doesNotContain(postgres.password());
        }
    }

    @Test
    void makesANewPasswordWhenTheFileIsLost() throws Exception {
        String old;
        try (EmbeddedPostgres postgres = start(dataDir)) {
            old = postgres.password();
            execute(postgres, "CREATE TABLE kept (n int)");
        }
        Files.delete(dataDir.resolve("keys").resolve("pg-password"));
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(postgres.password()).isNotEqualTo(old);
            assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("0");
            assertThat(Files.readString(dataDir.resolve("pg.log"))).doesNotContain(postgres.password());
        }
    }

    @Test
    void closesWithOpenSessionsAndCanBeClosedTwice() throws Exception {
        EmbeddedPostgres postgres = start(dataDir);
        long pid = postgres.pid().orElseThrow();
        try (Connection open = connect(postgres)) {
            open.setAutoCommit(false);
            open.createStatement().execute("SELECT 1");
            postgres.close();
            assertThat(alive(pid)).isFalse();
        }
        postgres.close();
        assertThat(postgres.pid()).isEmpty();
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PostgresSettings settings = PostgresSettings.DEFAULT
                    .withBinaries(DatabaseTestSupport.BINARIES)
                    .withPort(other.getLocalPort());
            assertThatThrownBy(() -> EmbeddedPostgres.start(dataDir, settings))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void takesAnotherPortWhenTheLastOneIsTaken() throws Exception {
        int last;
        try (EmbeddedPostgres postgres = start(dataDir)) {
            last = postgres.port();
        }
        try (ServerSocket other = new ServerSocket(last, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(postgres.port()).isNotEqualTo(other.getLocalPort());
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(Files.readString(dataDir.resolve("pg.port")).strip())
                    .isEqualTo(Integer.toString(postgres.port()));
        }
    }

    @Test
    void showsTheServersOwnWordsWhenItDoesNotStart() throws Exception {
        String password;
        try (EmbeddedPostgres postgres = start(dataDir)) {
            password = postgres.password();
        }
        Path configuration = dataDir.resolve("pg").resolve("postgresql.conf");
        String good = Files.readString(configuration);
        Files.writeString(configuration, good + "\nwork_memory = '" + password + "'\n");
        assertThatThrownBy(() -> start(dataDir))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("unrecognized configuration parameter \"work_memory\"")
                .hasMessageNotContaining(password);
        Files.writeString(configuration, good);
        start(dataDir).close();
    }

    private static String password(String uri) {
        return URI.create(uri).getUserInfo().split(":", -1)[1];
    }
}
