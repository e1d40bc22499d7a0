package dev.cogo.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's data directory: made once, checked at each start, never written anew. For use while no server runs. */
final class DataDirectory {
    /** The role and the database of the program. */
    static final String NAME = "cogo";

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String UNFINISHED = "pg.new-";

    private final PostgresFiles files;
    private final Binaries binaries;
    private final ServerUser user;
    private final PostgresSettings settings;

    DataDirectory(PostgresFiles files, Binaries binaries, ServerUser user, PostgresSettings settings) {
        this.files = files;
        this.binaries = binaries;
        this.user = user;
        this.settings = settings;
    }

    /** @throws EmbeddedPostgresException if it holds data of another major version, or things that are no database */
    static void check(PostgresFiles files, Binaries binaries) {
        Path data = files.data();
        Path versionFile = data.resolve("PG_VERSION");
        try {
            if (Files.exists(versionFile)) {
                String version = Files.readString(versionFile).strip();
                if (!version.equals(binaries.majorVersion())) {
                    throw new EmbeddedPostgresException("The data in " + data + " was written by PostgreSQL " + version
                            + ", and this program brings PostgreSQL " + binaries.majorVersion()
                            + ", which can't read it."
                            + " Move the data over with pg_upgrade or pg_dump, or start the version of the program that"
                            + " wrote it, or give another DATA_DIR. Nothing was changed.");
                }
            } else if (Files.exists(data) && !isEmpty(data)) {
                throw new EmbeddedPostgresException("The directory " + data + " is not empty and holds no PostgreSQL"
                        + " database. Move it away, or give another DATA_DIR. Nothing was changed.");
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The directory " + data + " can't be read (" + PostgresFiles.reason(e)
                            + "). Start the program as the user who started it before.",
                    e);
        }
    }

    /** Makes it if there is none; else sees that it belongs to the right user and that the role has this password. */
    void prepare(Password password) {
        if (Files.notExists(files.data().resolve("PG_VERSION"))) {
            make(password);
            return;
        }
        user.own(files.data());
        Postmaster.disownStale(files.data());
        if (password.isNew()) {
            log.warn("The password file {} is gone: the role gets a new password", files.password());
            runSql(files.data(), "ALTER ROLE " + NAME + " PASSWORD '" + password.value() + "'", password);
            password.keep();
        }
    }

    /** Under another name until it is complete, so a start that is cut off leaves nothing half-made behind. */
    private void make(Password password) {
        log.info("Making a new PostgreSQL {} data directory: {}", binaries.version(), files.data());
        deleteUnfinished();
        try {
            // A new name each time: the initdb of a start that was killed may still be at work in the other.
            Path data = Files.createTempDirectory(files.home(), UNFINISHED);
            user.own(data);
            initdb(data);
            Files.writeString(data.resolve("pg_hba.conf"), """
                # Only the program's own role comes in, only from this machine, only with its password.
                # The superuser has no way in; PostgreSQL's single-user mode is its door.
                host  %1$s  %1$s  127.0.0.1/32  scram-sha-256
                """.formatted(NAME));
            runSql(data, """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s'
                GRANT pg_monitor TO %1$s
                CREATE DATABASE %1$s OWNER %1$s
                """.formatted(NAME, password.value()), password);
            password.keep();
            Files.move(data, files.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The PostgreSQL data directory " + files.data() + " can't be made: " + PostgresFiles.reason(e), e);
        }
    }

    private void deleteUnfinished() {
        try (var leftovers = Files.newDirectoryStream(files.home(), UNFINISHED + "*")) {
            for (Path leftover : leftovers) {
                FileTrees.delete(leftover);
            }
        } catch (IOException e) {
            log.warn("What an earlier start left unfinished in {} could not be deleted", files.home(), e);
        }
    }

    private void initdb(Path data) {
        // The collation is PostgreSQL's own, by code point: an update of the system's C library can't put indexes out
        // of order.
        // What is given by --set lands in postgresql.conf, where an operator may change it.
        List<String> command = user.command(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=reject",
                "--data-checksums",
                "--no-instructions",
                "--set=max_connections=" + settings.maxConnections(),
                "--set=shared_buffers=" + settings.sharedBuffersMiB() + "MB",
                // Disks of today: a page out of order costs little more than the next one.
                "--set=random_page_cost=1.1",
                // Compiling pays for long analytic queries; ours are short.
                "--set=jit=off",
                "--set=log_checkpoints=off",
                "--set=log_lock_waits=on",
                "--set=log_min_duration_statement=1s");
        Command.Result result = Command.run(command, LIMIT);
        if (!result.ok()) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL's initdb failed as " + user.description() + ". See that the disk"
                            + " has room and that DATA_DIR can be written to. It said:\n" + result.output());
        }
    }

    /** Runs one statement per line as superuser, without a server; the first that fails ends it. */
    private void runSql(Path data, String statements, Password password) {
        List<String> command = user.command(
                binaries.program("postgres"),
                "--single",
                "-D",
                data.toString(),
                // Statements hold the password: none of them into messages.
                "-c",
                "log_min_error_statement=panic",
                "-c",
                "log_min_duration_statement=-1",
                "-c",
                "exit_on_error=on",
                "postgres");
        Command.Result result = Command.run(command, statements.strip() + "\n", LIMIT);
        if (!result.ok()) {
            throw new EmbeddedPostgresException("The role and database '" + NAME + "' can't be set up in " + data
                    + ". PostgreSQL said:\n" + password.removeFrom(result.output()));
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var content = Files.list(directory)) {
            return content.findAny().isEmpty();
        }
    }
}
