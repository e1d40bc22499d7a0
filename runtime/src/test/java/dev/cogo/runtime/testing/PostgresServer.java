package dev.cogo.runtime.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The server behind {@link TestDatabase}, until the JVM ends. */
final class PostgresServer {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String IMAGE = System.getProperty("cogo.test.postgres.image", "postgres:18-alpine");
    // Every test class opens pools of its own.
    private static final String MAX_CONNECTIONS = "300";

    private PostgresServer() {}

    /** Starts it and gives the address of its database {@code postgres}, for a superuser. */
    static String start() {
        String wish = System.getProperty("cogo.test.postgres", "");
        return switch (wish) {
            case "container" -> container();
            case "embedded" -> embedded();
            case "" -> DockerEngine.answers() ? containerOr(PostgresServer::embedded) : embedded();
            default -> throw new IllegalArgumentException("cogo.test.postgres must be container or embedded");
        };
    }

    private static String containerOr(Supplier<String> other) {
        try {
            return container();
        } catch (RuntimeException e) {
            LOG.warn("a Docker engine answers, but {} can't be started there: {}", IMAGE, e.getMessage());
            return other.get();
        }
    }

    private static String container() {
        PostgreSQLContainer server = new PostgreSQLContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
                .withUsername("postgres")
                .withPassword("postgres")
                .withDatabaseName("postgres");
        // Without the library's fsync=off: tests run with what the product promises.
        server.setCommand("postgres", "-c", "max_connections=" + MAX_CONNECTIONS);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        LOG.info("tests use PostgreSQL in a container of {}", IMAGE);
        return "postgresql://postgres:postgres@" + server.getHost() + ":"
                + server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/postgres";
    }

    private static String embedded() {
        try {
            // The library turns synchronous_commit off; tests run with what the product promises.
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", MAX_CONNECTIONS)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            LOG.info("tests use PostgreSQL on this machine, port {}", server.getPort());
            return "postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/postgres";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
