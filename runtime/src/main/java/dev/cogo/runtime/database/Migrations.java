package dev.cogo.runtime.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to this version. Nodes that start together take turns; a database that is newer is left alone. */
public final class Migrations {
    // Any number that nobody else takes in this database.
    private static final long TURN = 0x636f676f6d696772L;

    private Migrations() {}

    /**
     * Makes our schema, closed to others, and runs what has not run yet. Blocks; call it before the first verticle is deployed.
     *
     * @return how many migrations ran
     * @throws UnusableDatabaseException when somebody else may read or write anything of ours
     */
    public static int run(DatabaseConfig config) {
        return run(config, flyway(config));
    }

    /** The same up to an older version, for rows that come from there. */
    public static int run(DatabaseConfig config, int version) {
        return run(config, flyway(config, Integer.toString(version)));
    }

    /** The checksums of this version's migrations, by their numbers. Blocks, and changes nothing. */
    public static Map<Integer, Integer> known(DatabaseConfig config) {
        return Arrays.stream(flyway(config).info().all())
                .filter(migration -> !migration.getState().isFailed())
                .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS)
                .collect(Collectors.toMap(
                        migration -> Integer.valueOf(migration.getVersion().getVersion()), MigrationInfo::getChecksum));
    }

    private static int run(DatabaseConfig config, Flyway flyway) {
        try (Connection connection = FirstConnection.connect(config);
                Statement statement = connection.createStatement()) {
            // Flyway locks too, but not before it has made its table: of two that find none, one finds it empty and
            // fails.
            statement.execute("SELECT pg_advisory_lock(" + TURN + ")");
            makeSchema(connection, config.schema());
            int count = flyway.migrate().migrationsExecuted;
            checkClosed(statement);
            return count;
        } catch (SQLException e) {
            throw new UnusableDatabaseException(e.getMessage(), e);
        }
    }

    /** How many migrations of this version have not run yet on a database. Blocks, and changes nothing. */
    public static int pending(DatabaseConfig config) {
        return flyway(config).info().pending().length;
    }

    private static Flyway flyway(DatabaseConfig config) {
        return flyway(config, "latest");
    }

    private static Flyway flyway(DatabaseConfig config, String target) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(
                        config.jdbcUrl(),
                        config.user().orElse(null),
                        config.password().orElse(null))
                .schemas(config.schema())
                .createSchemas(false)
                .locations("classpath:dev/cogo/schema/migration")
                // During a rolling update an older node may start after a newer one has migrated.
                .ignoreMigrationPatterns("*:future")
                .target(target)
                .load();
    }

    // Not IF NOT EXISTS, which wants the right to make schemas also where there is nothing to make.
    private static void makeSchema(Connection connection, String schema) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT FROM pg_namespace WHERE nspname = ?")) {
            find.setString(1, schema);
            try (ResultSet found = find.executeQuery()) {
                if (found.next()) {
                    return;
                }
            }
        }
        try (Statement make = connection.createStatement()) {
            make.execute("CREATE SCHEMA " + schema);
        }
    }

    private static void checkClosed(Statement statement) throws SQLException {
        try (ResultSet open = statement.executeQuery(
                "SELECT object, role, privileges, remedy FROM grants_to_others() ORDER BY remedy, object, role LIMIT 1")) {
            if (open.next()) {
                String remedy = open.getString("remedy");
                throw new UnusableDatabaseException(
                        "the role " + open.getString("role") + " has " + open.getString("privileges")
                                + " on " + open.getString("object")
                                + ", and nobody but the server's own role may have anything there"
                                + (remedy == null ? "" : ": " + remedy));
            }
        }
    }
}
