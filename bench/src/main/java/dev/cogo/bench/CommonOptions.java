package dev.cogo.bench;

import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands are told, and how they begin and end. */
final class CommonOptions {
    private static final String DATABASE_URL = "DATABASE_URL";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where the data of an own PostgreSQL goes while the run lasts; on a disk, not in memory."
                    + " Default: target/bench")
    private @Nullable Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON, too.")
    private @Nullable Path json;

    @Option(
            names = "--quick",
            description = "The smallest run, to see that everything works; its figures mean nothing.")
    private boolean quick;

    private final Map<String, String> environment;

    CommonOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    boolean quick() {
        return quick;
    }

    Path folder() {
        return folder != null
                ? folder
                : Path.of(System.getProperty("cogo.home", ""), "target", "bench")
                        .toAbsolutePath();
    }

    void check(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
        }
    }

    void progress(String line) {
        CommandSpec command = Objects.requireNonNull(spec);
        command.commandLine().getErr().println("... " + line);
        command.commandLine().getErr().flush();
    }

    /** Does the run on a server that goes away when the process does. Returns the exit code. */
    int on(Function<BenchServer, Report> run) {
        Optional<String> url =
                Optional.ofNullable(environment.get(DATABASE_URL)).filter(text -> !text.isBlank());
        Vertx vertx = Vertx.vertx();
        BenchServer server = BenchServer.start(vertx, url, folder());
        Thread stop = new Thread(server::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Report report = run.apply(server);
            report.print(Objects.requireNonNull(spec).commandLine().getOut());
            if (json != null) {
                report.write(json);
            }
            return report.failed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        } finally {
            server.close();
            vertx.close().await();
            forget(stop);
        }
    }

    /** What is measured on servers that have a core for themselves. */
    @FunctionalInterface
    interface ApartRun {
        Report on(BenchServer server, Machine machine, Cores cores);
    }

    /** Likewise, with a core set apart before PostgreSQL is started, which then stays off it. */
    int apart(ApartRun run) {
        int processors = Runtime.getRuntime().availableProcessors();
        try (Cores cores = Cores.apart()) {
            return on(server -> run.on(server, Machine.look(server, processors), cores));
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already
        }
    }
}
