package dev.cogo.runtime.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that is made before all others. It waits for a server that is not up yet, and for nothing else: what a person has to
 * mend is said at once. And it settles whether connections are encrypted where that was left open ({@code sslmode=prefer}, which
 * is what goes without a word): all of this process then do the same. Methods block.
 */
public final class FirstConnection {
    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    // A server that takes connections and says nothing is none.
    private static final Duration SILENCE = Duration.ofSeconds(15);
    // PostgreSQL, appendix A: it starts or stops, or has no connection left.
    private static final Set<String> NOT_NOW = Set.of("57P01", "57P02", "57P03", "53300");
    // What the driver says when the server answers that it does not encrypt.
    private static final String REJECTED = "08004";

    private FirstConnection() {}

    /**
     * Connects once.
     *
     * @param patience how long to wait for a server that is not up
     * @return where and how to make all further connections
     * @throws UnusableDatabaseException saying why there can't be any
     */
    public static DatabaseConfig to(DatabaseConfig config, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        String told = "";
        while (true) {
            try {
                return settle(config);
            } catch (SQLException e) {
                if (!isAway(e) || System.nanoTime() >= deadline) {
                    throw new UnusableDatabaseException(e.getMessage(), e);
                }
                if (!told.equals(e.getMessage())) {
                    told = String.valueOf(e.getMessage());
                    LOG.info("waiting for the database at {}: {}", config, told);
                }
            }
            pause();
        }
    }

    /**
     * Connects as the node's pool will, which is another client: what it can't do ends the start, too.
     *
     * @throws UnusableDatabaseException saying why it can't
     */
    public static void byPool(Vertx vertx, DatabaseConfig config) {
        try {
            Database.unwrap(PgConnection.connect(vertx, config.connectOptions())
                    .compose(PgConnection::close)
                    .timeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (CompletionException e) {
            throw new UnusableDatabaseException(e.getCause().getMessage(), e);
        } catch (RuntimeException e) {
            throw new UnusableDatabaseException(e.getMessage(), e);
        }
    }

    private static DatabaseConfig settle(DatabaseConfig config) throws SQLException {
        List<SslMode> ways = switch (config.mode()) {
            case PREFER -> List.of(SslMode.REQUIRE, SslMode.DISABLE);
            case ALLOW -> List.of(SslMode.DISABLE, SslMode.REQUIRE);
            default -> List.of(config.mode());
        };
        SQLException refusal = null;
        for (SslMode way : ways) {
            DatabaseConfig tried = config.withMode(way);
            try (Connection connection = connect(tried)) {
                connection.isValid(0);
                return tried;
            } catch (SQLException e) {
                // The first refusal tells, unless it is only that the server does not encrypt.
                refusal = refusal == null || REJECTED.equals(refusal.getSQLState()) ? e : refusal;
            }
        }
        throw refusal;
    }

    /** A connection by JDBC, for what Vert.x' client does not do; unlike {@link #to} it does not wait for a server. Blocks. */
    public static Connection connect(DatabaseConfig config) throws SQLException {
        Properties login = new Properties();
        config.user().ifPresent(user -> login.setProperty("user", user));
        config.password().ifPresent(password -> login.setProperty("password", password));
        login.setProperty("loginTimeout", Long.toString(SILENCE.toSeconds()));
        return DriverManager.getConnection(config.jdbcUrl(), login);
    }

    private static boolean isAway(SQLException failure) {
        if (NOT_NOW.contains(failure.getSQLState())) {
            return true;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableDatabaseException("interrupted while waiting for the database", e);
        }
    }
}
