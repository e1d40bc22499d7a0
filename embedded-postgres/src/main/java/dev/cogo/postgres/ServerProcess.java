package dev.cogo.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts, finds and stops the server process of a data directory. One thread at a time. */
final class ServerProcess {
    /**
     * On the command line, because that wins over every configuration file: where it listens, what the log may say, and what "stored"
     * means. Values that need no quoting in a shell.
     */
    private static final List<String> PROMISES = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "restart_after_crash=on",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_destination=stderr",
            "logging_collector=off",
            // No contents of rows in the log: not as parameters, and not in the details of violated constraints.
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse",
            "cluster_name=cogo");

    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final PostgresFiles files;
    private final Binaries binaries;
    private final ServerUser user;
    private final PostgresSettings settings;
    private final ServerLog log;

    ServerProcess(PostgresFiles files, Binaries binaries, ServerUser user, PostgresSettings settings, ServerLog log) {
        this.files = files;
        this.binaries = binaries;
        this.user = user;
        this.settings = settings;
        this.log = log;
    }

    /** The process, if it is alive. */
    Optional<Postmaster> running() {
        return Postmaster.of(files.data());
    }

    /** Whether a running server is the very one that we would start, and takes connections within the start's time. */
    boolean isAsWished(Postmaster server) {
        boolean portFits = settings.port() == 0 || settings.port() == server.port();
        return portFits && server.command().equals(commandLine(server.port())) && becomesReady();
    }

    /**
     * Starts it and waits until it takes connections, after recovery if that is needed.
     *
     * @throws EmbeddedPostgresException with the end of the log; then no server is left behind
     */
    void start(int port) {
        Postmaster.disownStale(files.data());
        log.prepare(user);
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        long mark = log.mark();
        Command.Result result = launch(port);
        // After a kill -9 the server's children need a moment to notice, and until then PostgreSQL will not start on
        // their memory.
        while (!result.ok() && childrenSurvive(mark) && System.nanoTime() - deadline < 0) {
            Pause.of(RETRY);
            mark = log.mark();
            result = launch(port);
        }
        if (!result.ok()) {
            stop();
            throw new EmbeddedPostgresException("PostgreSQL did not start on 127.0.0.1:" + port + " as "
                    + user.description() + " with the data in " + files.data() + ". " + result.output()
                    + "\nThe end of " + log.file() + ":\n" + log.since(mark));
        }
    }

    /** Ends a running server in order and waits; nothing happens if none runs. */
    void stop() {
        // "Fast" in PostgreSQL's words: sessions are ended, everything is written. SIGTERM would wait for the sessions.
        if (!signalAndWait("INT", settings.stopTimeout()) && !signalAndWait("QUIT", IMMEDIATE_STOP)) {
            throw new EmbeddedPostgresException("PostgreSQL (process "
                    + running().map(Postmaster::pid).orElse(0L) + ", data in " + files.data()
                    + ") did not stop. Its data is safe; the next start will find it running and use it.");
        }
    }

    private Command.Result launch(int port) {
        // pg_ctl gives the server a session of its own: Ctrl-C in our terminal must not reach it.
        return Command.run(
                user.command(
                        binaries.program("pg_ctl"),
                        "start",
                        "--wait",
                        "--timeout=" + settings.startTimeout().toSeconds(),
                        "--pgdata=" + files.data(),
                        "--log=" + log.file(),
                        "--options=" + String.join(" ", options(port))),
                settings.startTimeout().plusSeconds(10));
    }

    private boolean childrenSurvive(long mark) {
        return log.since(mark).contains("pre-existing shared memory block");
    }

    private boolean signalAndWait(String signal, Duration limit) {
        Optional<Postmaster> server = running();
        if (server.isEmpty()) {
            return true;
        }
        // By the shell's own kill: Java can send SIGTERM and SIGKILL only.
        Command.run(
                List.of("/bin/sh", "-c", "kill -" + signal + " " + server.get().pid()), IMMEDIATE_STOP);
        return Pause.until(() -> !server.get().isAlive(), limit);
    }

    /** False if it ends instead: the one who was killed may have been stopping it. */
    private boolean becomesReady() {
        Pause.until(() -> running().map(Postmaster::ready).orElse(true), settings.startTimeout());
        return running().map(Postmaster::ready).orElse(false);
    }

    /** As the operating system will show it. */
    private List<String> commandLine(int port) {
        return Stream.concat(
                        Stream.of(
                                binaries.program("postgres"), "-D", files.data().toString()),
                        options(port).stream())
                .toList();
    }

    private static List<String> options(int port) {
        return Stream.concat(Stream.of("port=" + port), PROMISES.stream())
                .flatMap(setting -> Stream.of("-c", setting))
                .toList();
    }
}
