package dev.cogo.runtime.database;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where PostgreSQL is, and how each connection to it is made: the one place for that.
 *
 * @param uri {@code postgresql://user:password@host:port/database}, with parameters of libpq ({@code sslmode}, {@code sslrootcert},
 *     {@code sslcert}, {@code sslkey}, {@code application_name}, {@code options}) and {@code currentSchema}; holds a secret, so it has
 *     no place in logs
 * @param maxConnections of one node, shared by its verticles; 1 to 500
 */
public record DatabaseConfig(String uri, int maxConnections) {
    private static final String APPLICATION = "cogo";

    /** Reads the address; messages of its exceptions go behind the name of the setting, and don't quote it. */
    public DatabaseConfig {
        DatabaseUrl.parse(uri);
        if (maxConnections < 1 || maxConnections > 500) {
            throw new IllegalArgumentException("the number of connections must be 1 to 500");
        }
    }

    /** The same place with another schema for the tables. */
    public DatabaseConfig inSchema(String schema) {
        return new DatabaseConfig(DatabaseUrl.with(uri, DatabaseUrl.SCHEMA, schema), maxConnections);
    }

    /** The same place with another {@code sslmode}. */
    DatabaseConfig withMode(SslMode mode) {
        return new DatabaseConfig(DatabaseUrl.with(uri, DatabaseTls.MODE, mode.value), maxConnections);
    }

    SslMode mode() {
        return parts().tls().mode();
    }

    /** Where the tables are. */
    public String schema() {
        return parts().schema();
    }

    /** For the client of Vert.x. Names in SQL mean what is in our schema, and nothing else. */
    public PgConnectOptions connectOptions() {
        DatabaseUrl parts = parts();
        PgConnectOptions options = new PgConnectOptions()
                .setHost(parts.host().replace("[", "").replace("]", ""))
                .setPort(parts.port())
                .setDatabase(parts.database())
                .setSslMode(parts.tls().mode())
                .setSslOptions(parts.tls().clientOptions())
                .addProperty("application_name", APPLICATION);
        parts.user().ifPresent(options::setUser);
        parts.password().ifPresent(options::setPassword);
        parts.startup().forEach(options::addProperty);
        return options.addProperty("search_path", parts.schema());
    }

    /** The same for JDBC, without user and password. */
    public String jdbcUrl() {
        DatabaseUrl parts = parts();
        Map<String, String> parameters = new LinkedHashMap<>(parts.tls().jdbcParameters());
        parameters.put("ApplicationName", parts.startup().getOrDefault("application_name", APPLICATION));
        Optional.ofNullable(parts.startup().get("options")).ifPresent(options -> parameters.put("options", options));
        parameters.put("currentSchema", parts.schema());
        return "jdbc:postgresql://" + parts.host() + ":" + parts.port() + "/" + DatabaseUrl.encode(parts.database())
                + "?" + DatabaseUrl.encode(parameters);
    }

    public Optional<String> user() {
        return parts().user();
    }

    public Optional<String> password() {
        return parts().password();
    }

    /** The host and database only, for logs. */
    @Override
    public String toString() {
        return parts().toString();
    }

    private DatabaseUrl parts() {
        return DatabaseUrl.parse(uri);
    }
}
