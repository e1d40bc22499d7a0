package dev.cogo.node;

import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.node.moving.Import;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Reserve;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import dev.cogo.runtime.database.Migrations;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Copies accounts, sessions, messages, languages and AI logs out of a Supabase project's database, which is not changed."
                        + " Nodes may run meanwhile; it can be stopped, and takes what is new when it is run again.")
final class ImportCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    // Two: the report asks while a batch is stored.
    private static final Reserve CONNECTIONS =
            new Reserve("cogo-import", 2, TIMEOUT, Map.of("statement_timeout", Long.toString(TIMEOUT.toMillis())));

    private static final Duration STOP = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URL",
            description =
                    "postgresql://user:password@host:port/database of the former database; sslmode=verify-full over a network."
                            + " Its role need only read.")
    private String from;

    @Option(
            names = "--schema",
            defaultValue = "public",
            paramLabel = "NAME",
            description = "Where the chat's tables are there. Default: ${DEFAULT-VALUE}")
    private String schema;

    @Option(names = "--dry-run", description = "Says what there is and who could not log in, and changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--follow",
            description = "Goes on taking what is new every two seconds, until it is stopped, and reports then.")
    private boolean follow;

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        DatabaseConfig former = former();
        PrintWriter out = spec.commandLine().getOut();
        Vertx vertx = Vertx.vertx();
        try (ReachedDatabase reached = ReachedDatabase.of(settings)) {
            DatabaseConfig ours = FirstConnection.to(reached.config(), Duration.ZERO);
            if (Migrations.pending(ours) > 0) {
                throw new StartException("the database has no tables of this version yet: start a node first", null);
            }
            Import copy = new Import(vertx, former, schema, Database.open(vertx, ours, CONNECTIONS), line -> {
                out.println(line);
                out.flush();
            });
            if (dryRun) {
                copy.look();
                return 0;
            }
            return copy.run() && (!follow || followed(copy)) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new StartException(e.getMessage(), e);
        } finally {
            out.flush();
            vertx.close().await();
        }
    }

    // A signal ends it between two looks, and the report is waited for.
    private static boolean followed(Import copy) {
        AtomicBoolean stopped = new AtomicBoolean();
        // Not the end of this thread: it would wait in its exit for the one that is under way.
        CountDownLatch reported = new CountDownLatch(1);
        Thread stop = new Thread(() -> {
            stopped.set(true);
            try {
                boolean unused = reported.await(STOP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return copy.follow(() -> !stopped.get());
        } finally {
            reported.countDown();
        }
    }

    private DatabaseConfig former() {
        try {
            return new DatabaseConfig(from, 1);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--from " + e.getMessage());
        }
    }
}
