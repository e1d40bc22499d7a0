package dev.cogo.schema.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to this version. Nodes that start together take turns; a database that is newer is left alone. */
public final class Migrations {
    // Any number that nobody else takes in this database.
    private static final long TURN = 0x636f676f6d696772L;

    private Migrations() {}

    /**
     * Runs what has not run yet. Blocks; call it before the first verticle is deployed.
     *
     * @return how many migrations ran
     */
    public static int run(DatabaseConfig config) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(
                        config.jdbcUrl(),
                        config.user().orElse(null),
                        config.password().orElse(null))
                .locations("classpath:dev/cogo/schema/migration")
                // A database that already holds the seed's tables is not empty, and has no history of ours.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // During a rolling update an older node may start after a newer one has migrated.
                .ignoreMigrationPatterns("*:future")
                .connectRetries(30)
                .load();
        // Waits for a database that is not up yet; asking for a connection does not.
        flyway.info();
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            // Flyway locks too, but not before it has made its table: of two that find none, one finds it empty and
            // fails.
            statement.execute("SELECT pg_advisory_lock(" + TURN + ")");
            return flyway.migrate().migrationsExecuted;
        } catch (SQLException e) {
            throw new FlywayException("waiting for the turn: " + e.getMessage(), e);
        }
    }
}
