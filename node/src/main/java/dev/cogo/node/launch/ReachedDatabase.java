package dev.cogo.node.launch;

import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.postgres.EmbeddedPostgres;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database for a command that runs beside the nodes: {@code DATABASE_URL}, else the embedded one of {@code DATA_DIR}, the
 * running node's or, when none runs, one that is started for the command.
 */
public final class ReachedDatabase implements AutoCloseable {
    private final DatabaseConfig config;
    private final @Nullable EmbeddedPostgres started;

    private ReachedDatabase(DatabaseConfig config, @Nullable EmbeddedPostgres started) {
        this.config = config;
        this.started = started;
    }

    /**
     * Finds it.
     *
     * @throws ConfigException when there is none
     */
    public static ReachedDatabase of(Settings settings) {
        return find(settings, false);
    }

    /** The same, and makes an embedded one where there is none. */
    public static ReachedDatabase orNew(Settings settings) {
        return find(settings, true);
    }

    private static ReachedDatabase find(Settings settings, boolean orNew) {
        int connections = settings.number(Setting.DATABASE_MAX_CONNECTIONS, 1, 500);
        Optional<DatabaseConfig> given = NodeConfig.database(settings, connections);
        if (given.isPresent()) {
            return new ReachedDatabase(given.get(), null);
        }
        Path dataDir = settings.path(Setting.DATA_DIR).orElseThrow();
        if (EmbeddedPostgres.isIn(dataDir)) {
            Optional<String> running = EmbeddedPostgres.running(dataDir);
            if (running.isPresent()) {
                return new ReachedDatabase(new DatabaseConfig(running.get(), connections), null);
            }
        } else if (!orNew) {
            throw new ConfigException("there is no database in DATA_DIR (" + dataDir + "), and no DATABASE_URL");
        }
        EmbeddedPostgres started = EmbeddedPostgres.start(dataDir);
        return new ReachedDatabase(new DatabaseConfig(started.uri(), connections), started);
    }

    public DatabaseConfig config() {
        return config;
    }

    /** Stops a server that was started for the command. */
    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
