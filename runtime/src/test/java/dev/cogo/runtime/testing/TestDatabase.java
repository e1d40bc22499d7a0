package dev.cogo.runtime.testing;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.Migrations;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests, one server for a JVM, started at first use: in a container where a Docker engine answers, else
 * on this machine. Each caller gets a database of its own, copied from a migrated template, which takes a fraction of a
 * second.
 *
 * <p>Two system properties: {@code cogo.test.postgres} is {@code container} or {@code embedded} to insist on one of the two;
 * {@code cogo.test.postgres.image} names the container's image.
 */
public final class TestDatabase {
    private static final String TEMPLATE = "cogo_template";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String SERVER = PostgresServer.start();

    static {
        create(TEMPLATE, "template0");
        Migrations.run(new DatabaseConfig(uri(TEMPLATE), 4));
    }

    private TestDatabase() {}

    /** A new database with all tables and no rows. */
    public static DatabaseConfig migrated() {
        return make(TEMPLATE);
    }

    /** A new database with nothing in it. */
    public static DatabaseConfig empty() {
        return make("template0");
    }

    private static synchronized DatabaseConfig make(String template) {
        String name = "test_" + COUNT.incrementAndGet();
        create(name, template);
        return new DatabaseConfig(uri(name), 8);
    }

    private static void create(String name, String template) {
        DatabaseConfig admin = new DatabaseConfig(uri("postgres"), 1);
        try (Connection connection = DriverManager.getConnection(
                        admin.jdbcUrl(),
                        admin.user().orElseThrow(),
                        admin.password().orElse(null));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template + " ENCODING 'UTF8'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String uri(String database) {
        return URI.create(SERVER).resolve("/" + database + "?sslmode=disable").toString();
    }
}
