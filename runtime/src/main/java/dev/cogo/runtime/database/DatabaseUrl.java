package dev.cogo.runtime.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An address of PostgreSQL in its parts. Messages of its exceptions quote no part of it but the names of parameters: it holds a
 * password.
 *
 * @param host as in the address: an IPv6 one stands in brackets
 * @param schema where our tables are
 * @param startup settings for the server's side of each connection
 */
record DatabaseUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<String> password,
        String schema,
        DatabaseTls tls,
        Map<String, String> startup) {
    static final String SCHEMA = "currentSchema";

    private static final int DEFAULT_PORT = 5432;
    private static final String DEFAULT_SCHEMA = "cogo";
    private static final Set<String> STARTUP = Set.of("application_name", "options");
    private static final Set<String> KNOWN;
    // No quotes are needed for it anywhere.
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern SHARED_SCHEMA = Pattern.compile("public|information_schema|pg_.*");

    static {
        Set<String> known = new TreeSet<>(STARTUP);
        known.addAll(DatabaseTls.PARAMETERS);
        known.add(SCHEMA);
        KNOWN = known;
    }

    DatabaseUrl {
        startup = Map.copyOf(startup);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what is wrong, to be put behind the name of the setting
     */
    static DatabaseUrl parse(String text) {
        URI uri = uri(text);
        Map<String, String> parameters = parameters(uri);
        parameters.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "has the parameter " + unknown + ", which is none of " + String.join(", ", KNOWN));
                });
        return new DatabaseUrl(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                decode(uri.getRawPath().substring(1)),
                userInfo(uri, 0),
                userInfo(uri, 1),
                schema(parameters.getOrDefault(SCHEMA, DEFAULT_SCHEMA)),
                DatabaseTls.of(parameters),
                parameters.entrySet().stream()
                        .filter(entry -> STARTUP.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The same address with another value for a parameter. */
    static String with(String text, String name, String value) {
        URI uri = uri(text);
        Map<String, String> parameters = parameters(uri);
        parameters.put(name, value);
        int query = text.indexOf('?');
        return (query < 0 ? text : text.substring(0, query)) + "?" + encode(parameters);
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // The parser's own exception would quote the address, and so the password.
    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPath() != null
                    && uri.getPath().length() > 1) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // falls through: the same answer as for an address of another kind
        }
        throw new IllegalArgumentException("must have the form postgresql://user:password@host:port/database");
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = uri.getRawQuery();
        if (query != null) {
            for (String parameter : query.split("&")) {
                String[] parts = parameter.split("=", 2);
                if (!parts[0].isEmpty()) {
                    parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
                }
            }
        }
        return parameters;
    }

    private static String schema(String name) {
        if (!NAME.matcher(name).matches() || SHARED_SCHEMA.matcher(name).matches()) {
            throw new IllegalArgumentException("must have as " + SCHEMA
                    + " a name of lower-case letters, digits and _ that is not public, information_schema or pg_...");
        }
        return name;
    }

    private static Optional<String> userInfo(URI uri, int part) {
        String info = uri.getRawUserInfo();
        String[] parts = info == null ? new String[0] : info.split(":", 2);
        return part < parts.length ? Optional.of(decode(parts[part])) : Optional.empty();
    }

    // A plus sign means itself here.
    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The host, port and database only. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
