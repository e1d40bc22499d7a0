package dev.cogo.schema.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where PostgreSQL is.
 *
 * @param uri {@code postgresql://user:password@host:port/database}; holds a secret, so it has no place in logs
 * @param maxConnections of one node, shared by its verticles; 1 to 500
 */
public record DatabaseConfig(String uri, int maxConnections) {
    private static final int DEFAULT_PORT = 5432;

    public DatabaseConfig {
        if (!isAddress(uri)) {
            throw new IllegalArgumentException("must have the form postgresql://user:password@host:port/database");
        }
        if (maxConnections < 1 || maxConnections > 500) {
            throw new IllegalArgumentException("the number of connections must be 1 to 500");
        }
    }

    /** The same place for JDBC, without user and password. */
    public String jdbcUrl() {
        URI parsed = URI.create(uri);
        String query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
        return "jdbc:postgresql://" + parsed.getHost() + ":" + port(parsed) + parsed.getRawPath() + query;
    }

    public Optional<String> user() {
        return userInfo(0);
    }

    public Optional<String> password() {
        return userInfo(1);
    }

    // The parser's own exception would quote the address, and so the password.
    private static boolean isAddress(String uri) {
        try {
            URI parsed = new URI(uri);
            return ("postgresql".equals(parsed.getScheme()) || "postgres".equals(parsed.getScheme()))
                    && parsed.getHost() != null
                    && parsed.getPath() != null
                    && parsed.getPath().length() > 1;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Optional<String> userInfo(int part) {
        String info = URI.create(uri).getRawUserInfo();
        String[] parts = info == null ? new String[0] : info.split(":", 2);
        return part < parts.length
                ? Optional.of(URLDecoder.decode(parts[part].replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The host and database only, for logs. */
    @Override
    public String toString() {
        URI parsed = URI.create(uri);
        return parsed.getHost() + ":" + port(parsed) + parsed.getPath();
    }

    private static int port(URI parsed) {
        return parsed.getPort() < 0 ? DEFAULT_PORT : parsed.getPort();
    }
}
