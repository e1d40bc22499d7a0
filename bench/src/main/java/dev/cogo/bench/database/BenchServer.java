package dev.cogo.bench.database;

import dev.cogo.bench.process.WorkFolder;
import dev.cogo.postgres.EmbeddedPostgres;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server to measure on: the given one, or one like the node's own, durable settings included, with its data in a
 * folder that is deleted at the end.
 */
public final class BenchServer implements AutoCloseable {
    private static final int NODE_CONNECTIONS = 16;

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final @Nullable EmbeddedPostgres embedded;
    private final @Nullable WorkFolder folder;
    private boolean closed;

    private BenchServer(
            Vertx vertx, DatabaseConfig config, @Nullable EmbeddedPostgres embedded, @Nullable WorkFolder folder) {
        this.vertx = vertx;
        this.config = config;
        this.embedded = embedded;
        this.folder = folder;
    }

    /**
     * Starts a server, or takes the given one.
     *
     * @param url of a server whose role may create schemas
     * @param parent where the folder of an own server is made; not in memory, or its flushes cost nothing
     */
    public static BenchServer start(Vertx vertx, Optional<String> url, Path parent) {
        if (url.isPresent()) {
            DatabaseConfig given = new DatabaseConfig(url.get(), NODE_CONNECTIONS);
            return new BenchServer(vertx, FirstConnection.to(given, Duration.ZERO), null, null);
        }
        WorkFolder folder = WorkFolder.in(parent, "data-");
        EmbeddedPostgres embedded = EmbeddedPostgres.start(folder.path());
        DatabaseConfig own = new DatabaseConfig(embedded.uri(), NODE_CONNECTIONS);
        return new BenchServer(vertx, own, embedded, folder);
    }

    /** Makes the tables in a schema of their own, so that nothing that is there is touched. */
    public BenchSchema schema(String name) {
        return BenchSchema.create(vertx, config, name);
    }

    /** A schema of its own without anything in it, for others who make their own tables. */
    public BenchSchema emptySchema(String name) {
        return BenchSchema.createEmpty(vertx, config, name);
    }

    /** The server's first process, whose children are all others; empty when it does not run on this machine. */
    public List<ProcessHandle> processes() {
        return ProcessHandle.of(number("SELECT pg_backend_pid()"))
                .flatMap(ProcessHandle::parent)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .stream()
                .toList();
    }

    private int number(String sql) {
        PgConnection connection =
                PgConnection.connect(vertx, config.connectOptions()).await();
        try {
            return connection.query(sql).execute().await().iterator().next().getInteger(0);
        } finally {
            connection.close().await();
        }
    }

    /** The value of a setting, such as {@code server_version}. */
    public String setting(String name) {
        PgConnection connection =
                PgConnection.connect(vertx, config.connectOptions()).await();
        try {
            for (Row row : connection.query("SHOW " + name).execute().await()) {
                return row.getString(0);
            }
            return "";
        } finally {
            connection.close().await();
        }
    }

    /** Bytes that are free where an own server keeps its data. */
    public Optional<Long> freeBytes() {
        try {
            return folder == null
                    ? Optional.empty()
                    : Optional.of(Files.getFileStore(folder.path()).getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Can be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (embedded != null && folder != null) {
            embedded.close();
            folder.close();
        }
    }
}
