package dev.cogo.bench.database;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.Migrations;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** All tables in a schema of their own; closing it drops them. Methods block. */
public final class BenchSchema implements AutoCloseable {
    private final DatabaseConfig config;
    private final PgConnection connection;

    private BenchSchema(DatabaseConfig config, PgConnection connection) {
        this.config = config;
        this.connection = connection;
    }

    static BenchSchema create(Vertx vertx, DatabaseConfig server, String purpose) {
        BenchSchema schema = open(vertx, server, purpose);
        try {
            Migrations.run(schema.config);
            return schema;
        } catch (RuntimeException e) {
            schema.close();
            throw e;
        }
    }

    static BenchSchema createEmpty(Vertx vertx, DatabaseConfig server, String purpose) {
        BenchSchema schema = open(vertx, server, purpose);
        schema.execute("CREATE SCHEMA " + schema.config.schema());
        return schema;
    }

    private static BenchSchema open(Vertx vertx, DatabaseConfig server, String purpose) {
        DatabaseConfig config =
                server.inSchema("bench_" + purpose + "_" + Ids.next().toString().replace("-", ""));
        return new BenchSchema(
                config, PgConnection.connect(vertx, config.connectOptions()).await());
    }

    /** For a node that works in this schema. */
    public DatabaseConfig config() {
        return config;
    }

    /** For a further connection. */
    public PgConnectOptions connectOptions() {
        return config.connectOptions().setCachePreparedStatements(true);
    }

    /** Runs one statement; arrays among the arguments are PostgreSQL arrays. */
    public RowSet<Row> query(String sql, Object... arguments) {
        return connection.preparedQuery(sql).execute(Tuple.wrap(arguments)).await();
    }

    /** Runs a statement that can't be prepared, such as VACUUM. */
    public void execute(String sql) {
        connection.query(sql).execute().await();
    }

    @Override
    public void close() {
        // Or it names each thing that it drops.
        connection.query("SET client_min_messages = warning").execute().await();
        connection
                .query("DROP SCHEMA IF EXISTS " + config.schema() + " CASCADE")
                .execute()
                .await();
        connection.close().await();
    }
}
