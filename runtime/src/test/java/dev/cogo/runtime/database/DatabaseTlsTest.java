package dev.cogo.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.testing.Certificates;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that takes encrypted connections only, and one that has no certificate. Both drivers agree in each mode. */
class DatabaseTlsTest {
    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws Exception {
        Certificates certificates = Certificates.in(folder);
        certificates.authority();
        certificates.sign("localhost", "san=dns:localhost");
        certificates.sign("certified");
        Path other = Files.createDirectory(folder.resolve("other"));
        Certificates.in(other).authority();
        Path access = Files.writeString(folder.resolve("pg_hba.conf"), """
                hostssl all certified all cert
                hostssl all me all scram-sha-256
                hostssl all postgres all trust
                """);
        server = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig(
                        "ssl_cert_file", folder.resolve("localhost.crt").toString())
                .setServerConfig("ssl_key_file", folder.resolve("localhost.key").toString())
                .setServerConfig("ssl_ca_file", folder.resolve("authority.crt").toString())
                .setServerConfig("hba_file", access.toString())
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE me LOGIN PASSWORD 'secret'; CREATE ROLE certified LOGIN;"
                    + " GRANT CREATE ON DATABASE postgres TO me");
        }
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws IOException {
        vertx.close().await();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "me:secret, 127.0.0.1, ",
        "me:secret, 127.0.0.1, ?sslmode=prefer",
        "me:secret, 127.0.0.1, ?sslmode=allow",
        "me:secret, 127.0.0.1, ?sslmode=require",
        "me:secret, 127.0.0.1, ?sslmode=require&sslrootcert=FOLDER/authority.crt",
        "me:secret, 127.0.0.1, ?sslmode=verify-ca&sslrootcert=FOLDER/authority.crt",
        "me:secret, localhost, ?sslmode=verify-full&sslrootcert=FOLDER/authority.crt",
        "certified, 127.0.0.1, ?sslmode=require&sslcert=FOLDER/certified.crt&sslkey=FOLDER/certified.key",
        "certified, localhost, ?sslmode=verify-full&sslrootcert=FOLDER/authority.crt"
                + "&sslcert=FOLDER/certified.crt&sslkey=FOLDER/certified.key",
    })
    void bothDriversConnectEncrypted(String login, String host, String parameters) {
        DatabaseConfig reached = FirstConnection.to(config(login, host, parameters), Duration.ZERO);
        FirstConnection.byPool(vertx, reached);
        try (Database database = Database.open(
                vertx,
                reached,
                new Database.Reserve("tls " + parameters, 1, Duration.ofSeconds(12), java.util.Map.of()))) {
            assertThat(database.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .iterator()
                            .next()
                            .getBoolean("ssl"))
                    .isTrue();
        }
    }

    @Test
    void migrationsRunEncrypted() {
        DatabaseConfig reached = FirstConnection.to(
                config("me:secret", "localhost", "?sslmode=verify-full&sslrootcert=FOLDER/authority.crt"),
                Duration.ZERO);
        assertThat(Migrations.run(reached)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "me:secret, 127.0.0.1, ?sslmode=disable, no encryption",
        "me:wrong, 127.0.0.1, ?sslmode=prefer, password authentication failed",
        "me:wrong, 127.0.0.1, ?sslmode=require, password authentication failed",
        "me:secret, 127.0.0.1, ?sslmode=require&sslrootcert=FOLDER/other/authority.crt, ",
        "me:secret, 127.0.0.1, ?sslmode=verify-ca&sslrootcert=FOLDER/other/authority.crt, ",
        "me:secret, localhost, ?sslmode=verify-full&sslrootcert=FOLDER/other/authority.crt, ",
        "me:secret, localhost, ?sslmode=verify-full&sslrootcert=system, ",
        "me:secret, 127.0.0.1, ?sslmode=verify-full&sslrootcert=FOLDER/authority.crt, ",
        "certified, 127.0.0.1, ?sslmode=require, certificate",
    })
    void bothDriversRefuseAtOnce(String login, String host, String parameters, String words) {
        DatabaseConfig config = config(login, host, parameters);
        // Not after the patience that a server gets which is not up yet.
        assertThatThrownBy(() -> FirstConnection.to(config, Duration.ofDays(1)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining(words == null ? "" : words)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> FirstConnection.byPool(vertx, config))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageNotContaining("null")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aServerWithoutACertificateIsTakenOrRefused() {
        DatabaseConfig plain = TestDatabase.empty();
        String uri = plain.uri().replaceFirst("\\?.*", "");
        DatabaseConfig reached = FirstConnection.to(new DatabaseConfig(uri, 1), Duration.ZERO);
        assertThat(reached.mode().value).isEqualTo("disable");
        FirstConnection.byPool(vertx, reached);
        DatabaseConfig required = new DatabaseConfig(uri + "?sslmode=require", 1);
        assertThatThrownBy(() -> FirstConnection.to(required, Duration.ofDays(1)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("does not support SSL");
        assertThatThrownBy(() -> FirstConnection.byPool(vertx, required)).isInstanceOf(UnusableDatabaseException.class);
    }

    private static DatabaseConfig config(String login, String host, String parameters) {
        return new DatabaseConfig(
                "postgresql://" + login + "@" + host + ":" + server.getPort() + "/postgres"
                        + (parameters == null ? "" : parameters.replace("FOLDER", folder.toString())),
                2);
    }
}
