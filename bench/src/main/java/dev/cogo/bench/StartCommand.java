package dev.cogo.bench;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.start.StartPlan;
import dev.cogo.bench.start.StartRun;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "From the start of a node until it is ready, and how many durable messages a second it takes by HTTP from"
                        + " then on: without and, from JDK 25 on, with an ahead-of-time cache that another node has left.",
        footer = {
            "",
            "ready s: from the start of the process until /health/ready says yes; the database is there. its CPU s: processor",
            "time until then."
        })
final class StartCommand implements Callable<Integer> {
    private static final int MOST_SECONDS = 300;

    @Mixin
    private final CommonOptions common;

    @Option(names = "--rounds", defaultValue = "3", description = "Turns of each. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "From the first message on, and once more when it is warm. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "25",
            description = "Between the two, not counted. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(
            names = "--training",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Messages of the node that leaves the cache; 0 for none. Default: ${DEFAULT-VALUE}")
    private int trainingSeconds;

    @Option(
            names = "--connections",
            defaultValue = "64",
            description = "Each with one request under way. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--bytes", defaultValue = "200", description = "Length of a message. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "The most that the node's heap may grow to. Default: ${DEFAULT-VALUE}")
    private int heapMiB;

    StartCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        StartPlan plan = plan();
        return common.apart((server, machine, cores) -> run(server, plan, machine, cores));
    }

    private StartPlan plan() {
        common.check(rounds >= 1 && rounds <= 100, "--rounds must be 1 to 100");
        common.check(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds must be 1 to " + MOST_SECONDS);
        common.check(warmUpSeconds >= 0 && warmUpSeconds <= MOST_SECONDS, "--warm-up must be 0 to " + MOST_SECONDS);
        common.check(
                trainingSeconds >= 0 && trainingSeconds <= MOST_SECONDS, "--training must be 0 to " + MOST_SECONDS);
        common.check(connections >= 1 && connections <= 1024, "--connections must be 1 to 1024");
        common.check(bytes >= 1 && bytes <= 8 * 1024, "--bytes must be 1 to 8192");
        common.check(heapMiB >= 64 && heapMiB <= 65_536, "--heap must be 64 to 65536");
        boolean quick = common.quick();
        return new StartPlan(
                quick ? 1 : rounds,
                quick ? 8 : connections,
                bytes,
                quick ? Duration.ZERO : Duration.ofSeconds(trainingSeconds),
                quick ? Duration.ofMillis(300) : Duration.ofSeconds(seconds),
                quick ? Duration.ZERO : Duration.ofSeconds(warmUpSeconds),
                heapMiB,
                common.folder());
    }

    private Report run(BenchServer server, StartPlan plan, Machine machine, Cores cores) {
        try (BenchSchema schema = server.schema("start")) {
            StartRun run = new StartRun(plan, schema, cores, common::progress);
            Rounds measured = run.run();
            return new Report(
                    "start", Instant.now(), machine, shown(plan), measured.cases(), run.targets(), run.facts());
        }
    }

    private static Map<String, Object> shown(StartPlan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("rounds", plan.rounds());
        shown.put("connections", plan.connections());
        shown.put("bytes", plan.bytes());
        shown.put("training", plan.training().toSeconds());
        shown.put("seconds", plan.cold().toMillis() / 1000.0);
        shown.put("warmUp", plan.warmUp().toSeconds());
        shown.put("nodeHeapMiB", plan.nodeHeapMiB());
        return shown;
    }
}
