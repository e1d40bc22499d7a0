package dev.cogo.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, with its data below a directory of ours. See the package for the whole story.
 *
 * <p>Every commit is on the disk before it is acknowledged. The server listens on 127.0.0.1 only and keeps its port over restarts. If it
 * dies it is started again, so clients have to reconnect and need nothing else.
 *
 * <p>Thread-safe. {@link #start} and {@link #close} block, for a second as a rule: not for event loops.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final OwnerLock owner;
    private final ServerProcess server;
    private final ServerWatch watch;
    private final int port;
    private final Password password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(OwnerLock owner, ServerProcess server, ServerWatch watch, int port, Password password) {
        this.owner = owner;
        this.server = server;
        this.watch = watch;
        this.port = port;
        this.password = password;
    }

    /** Starts with {@link PostgresSettings#DEFAULT}. */
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, PostgresSettings.DEFAULT);
    }

    /**
     * Starts the server of a data directory, or takes over the running one that a killed owner left behind, and returns when it takes
     * connections. The first start on a directory makes the database.
     *
     * @param dataDir the program's data directory (not PostgreSQL's, which is made in it); made if missing
     * @throws EmbeddedPostgresException with a sentence for the operator: the directory is in use by another process, holds data of another
     *     major version, can't be reached by a user that PostgreSQL can run as, and whatever else goes wrong
     */
    public static EmbeddedPostgres start(Path dataDir, PostgresSettings settings) {
        PostgresFiles files = PostgresFiles.in(dataDir);
        OwnerLock owner = OwnerLock.acquire(files);
        try {
            return start(files, settings, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** Whether a data directory holds a database. */
    public static boolean isIn(Path dataDir) {
        return Files.isDirectory(dataDir)
                && Files.isDirectory(PostgresFiles.in(dataDir).data());
    }

    /**
     * The address of the server that runs in a data directory, for another process of its owner's user; as {@link #uri}. It stays the
     * owner's: that one may stop it at any time.
     *
     * @return empty when none runs, or none that takes connections
     */
    public static Optional<String> running(Path dataDir) {
        PostgresFiles files = PostgresFiles.in(dataDir);
        Password password = Password.readOrMake(files.password());
        return Postmaster.of(files.data())
                .filter(server -> server.ready() && !password.isNew())
                .map(server -> uri(password, server.port()));
    }

    private static EmbeddedPostgres start(PostgresFiles files, PostgresSettings settings, OwnerLock owner) {
        Binaries binaries = Binaries.unpackInto(settings.binaries().orElse(files.binaries()));
        DataDirectory.check(files, binaries);
        Password password = Password.readOrMake(files.password());
        ServerUser user = ServerUserChoice.choose(files, binaries);
        ServerLog serverLog = new ServerLog(files.log(), password);
        ServerProcess server = new ServerProcess(files, binaries, user, settings, serverLog);

        Optional<Postmaster> survivor = server.running().filter(s -> !password.isNew() && server.isAsWished(s));
        ServerPort ports = new ServerPort(files.port());
        int port;
        if (survivor.isPresent()) {
            port = survivor.get().port();
            log.info("PostgreSQL {} was still running on port {}; it is ours now", binaries.version(), port);
        } else {
            server.stop();
            port = ports.choose(settings.port());
            new DataDirectory(files, binaries, user, settings).prepare(password);
            server.start(port);
            log.info("PostgreSQL {} is up on port {} with the data in {}", binaries.version(), port, files.data());
        }
        ports.keep(port);
        if (settings.binaries().isEmpty()) {
            binaries.deleteOthers();
        }
        return new EmbeddedPostgres(owner, server, new ServerWatch(server, serverLog, port), port, password);
    }

    /** Where and how to connect, for the database client and for {@code DATABASE_URL}. Holds the password: not for logs. */
    public String uri() {
        return uri(password, port);
    }

    private static String uri(Password password, int port) {
        return "postgresql://" + DataDirectory.NAME + ":" + password.value() + "@127.0.0.1:" + port + "/"
                + DataDirectory.NAME + "?sslmode=disable"; // it is on loopback, and has no certificate
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DataDirectory.NAME;
    }

    /** The role that owns the database; not a superuser. */
    public String user() {
        return DataDirectory.NAME;
    }

    /** The role's password: letters, digits, '-' and '_'. */
    public String password() {
        return password.value();
    }

    /** The TCP port on 127.0.0.1; it stays the same as long as this object lives, and as a rule longer. */
    public int port() {
        return port;
    }

    /** The server's process, if it is alive at this moment. */
    Optional<Long> pid() {
        return server.running().map(Postmaster::pid);
    }

    /**
     * Stops the server and waits for it: sessions are ended, everything is written. Close the clients first. Can be called again.
     *
     * @throws EmbeddedPostgresException if it does not stop
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (owner) {
            watch.close();
            server.stop();
            log.info("PostgreSQL has stopped");
        }
    }

    @Override
    public String toString() {
        return "EmbeddedPostgres[" + jdbcUrl() + "]";
    }
}
