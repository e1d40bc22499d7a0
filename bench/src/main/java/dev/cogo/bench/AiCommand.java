package dev.cogo.bench;

import dev.cogo.bench.ai.AnswersPlan;
import dev.cogo.bench.ai.AnswersRun;
import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "ai",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Answers of the AI that are written at once on one node, by a model in a process of its own, each with two"
                        + " listeners: how long a piece takes from the model to them, what that costs the node, and how soon the model"
                        + " hears that an answer was cancelled.")
final class AiCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common;

    @Option(names = "--runs", defaultValue = "200", description = "Answers at once. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--rate",
            defaultValue = "20",
            description = "Pieces that the model writes of each in a second. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Mixin
    private final RoundOptions repeat = new RoundOptions(3, 15, 5, 60);

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "The most that the node's heap may grow to. Default: ${DEFAULT-VALUE}")
    private int heapMiB;

    AiCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        common.check(runs >= 1 && runs <= 2000, "--runs must be 1 to 2000");
        common.check(rate >= 1 && rate <= 100, "--rate must be 1 to 100");
        common.check(heapMiB >= 64 && heapMiB <= 65_536, "--heap must be 64 to 65536");
        repeat.check(common);
        AnswersPlan plan = common.quick()
                ? new AnswersPlan(4, rate, Duration.ofMillis(200), Duration.ofMillis(400), 1, 512, common.folder())
                : new AnswersPlan(
                        runs, rate, repeat.warmUp(), repeat.time(), repeat.rounds(), heapMiB, common.folder());
        common.check(plan.fits(), "--rate, --warm-up and --seconds together make an answer that is too long");
        return common.on(server -> run(server, plan));
    }

    private Report run(BenchServer server, AnswersPlan plan) {
        Machine machine = Machine.look(server);
        try (BenchSchema schema = server.schema("ai")) {
            AnswersRun run = new AnswersRun(plan, schema, common::progress);
            Rounds measured = run.run();
            return new Report("ai", Instant.now(), machine, shown(plan), measured.cases(), run.targets(), run.facts());
        }
    }

    private static Map<String, Object> shown(AnswersPlan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("runs", plan.runs());
        shown.put("rate", plan.perSecond());
        shown.put("rounds", plan.rounds());
        shown.put("seconds", plan.time().toMillis() / 1000.0);
        shown.put("warmUp", plan.warmUp().toMillis() / 1000.0);
        shown.put("nodeHeapMiB", plan.nodeHeapMiB());
        return shown;
    }
}
