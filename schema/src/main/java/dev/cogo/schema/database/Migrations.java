package dev.cogo.schema.database;

import org.flywaydb.core.Flyway;

/** Brings the tables up to this version. Nodes that start together take turns; a database that is newer is left alone. */
public final class Migrations {
    private Migrations() {}

    /**
     * Runs what has not run yet. Blocks; call it before the first verticle is deployed.
     *
     * @return how many migrations ran
     */
    public static int run(DatabaseConfig config) {
        return Flyway.configure(Migrations.class.getClassLoader())
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
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
