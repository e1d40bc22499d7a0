package dev.cogo.node.doctor;

import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Settings;
import dev.cogo.node.health.ClockCheck;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.postgres.EmbeddedPostgresException;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import dev.cogo.runtime.database.Migrations;
import dev.cogo.runtime.database.UnusableDatabaseException;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The database, its tables and its clock. */
final class DatabaseDoctor {
    private final Settings settings;
    private final NodeConfig config;

    DatabaseDoctor(Settings settings, NodeConfig config) {
        this.settings = settings;
        this.config = config;
    }

    List<Finding> look() {
        try (ReachedDatabase reached = ReachedDatabase.of(settings)) {
            return look(FirstConnection.to(reached.config(), Duration.ZERO));
        } catch (ConfigException e) {
            return List.of(
                    Finding.well(Check.DATABASE, "the first start makes the embedded one in " + config.dataDir()));
        } catch (UnusableDatabaseException | EmbeddedPostgresException e) {
            return List.of(Finding.bad(Check.DATABASE, "it can't be used: " + e.getMessage()));
        }
    }

    private static List<Finding> look(DatabaseConfig reached) {
        List<Finding> findings = new ArrayList<>();
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.open(vertx, reached)) {
            Instant before = Instant.now();
            Row row = database.query("SELECT clock_timestamp() AS now, current_setting('server_version') AS version")
                    .iterator()
                    .next();
            Instant after = Instant.now();
            findings.add(
                    Finding.well(Check.DATABASE, "PostgreSQL " + row.getString("version") + " answers at " + reached));
            findings.add(migrations(reached));
            findings.add(clock(before, after, row.getOffsetDateTime("now").toInstant()));
        } finally {
            vertx.close().await();
        }
        return findings;
    }

    private static Finding migrations(DatabaseConfig reached) {
        int pending = Migrations.pending(reached);
        return Finding.well(
                Check.MIGRATIONS,
                pending == 0 ? "its tables are of this version" : pending + " will run at the next start of a node");
    }

    private static Finding clock(Instant before, Instant after, Instant there) {
        Duration ahead = Duration.between(there, before);
        Duration behind = Duration.between(after, there);
        Duration off = ahead.compareTo(behind) > 0 ? ahead : behind;
        return off.compareTo(ClockCheck.LEEWAY) > 0
                ? Finding.bad(
                        Check.CLOCK,
                        "this machine's clock and the database's differ by " + off.toSeconds() + " seconds")
                : Finding.well(Check.CLOCK, "this machine's clock and the database's agree");
    }
}
