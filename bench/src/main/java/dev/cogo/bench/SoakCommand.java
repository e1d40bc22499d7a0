package dev.cogo.bench;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.messages.MessagesRun;
import dev.cogo.bench.messages.SoakRun;
import dev.cogo.bench.process.NodeProcess.Memory;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "A node under a steady load over HTTP, and its memory each minute.")
final class SoakCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common;

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Option(names = "--minutes", defaultValue = "10", description = "How long. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--load",
            paramLabel = "PERCENT",
            defaultValue = "60",
            description = "Of the highest rate. Default: ${DEFAULT-VALUE}")
    private int percent;

    SoakCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        common.check(minutes >= 1 && minutes <= 24 * 60, "--minutes must be 1 to 1440");
        common.check(percent >= 1 && percent <= 100, "--load must be 1 to 100");
        MessagesRun.Plan plan = load.plan(common);
        return common.on(server -> run(server, plan));
    }

    private Report run(BenchServer server, MessagesRun.Plan plan) {
        Machine machine = Machine.look(server);
        try (BenchSchema schema = server.schema("soak")) {
            SoakRun soak = new SoakRun(plan, schema, common::progress);
            Rounds rounds = soak.run(
                    percent, common.quick() ? 2 : minutes, common.quick() ? plan.time() : Duration.ofMinutes(1));
            Map<String, Object> options = new LinkedHashMap<>(LoadOptions.shown(plan));
            options.put("minutes", minutes);
            options.put("load", percent);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("memory, first before the steady load, then each minute, MiB", soak.memory());
            return new Report(
                    "soak",
                    Instant.now(),
                    machine,
                    options,
                    rounds.cases(),
                    List.of(
                            Target.below(
                                    "heap, second half of the run / first half",
                                    1.1,
                                    growth(soak.memory(), Memory::heap)),
                            Target.below(
                                    "process, second half of the run / first half",
                                    1.1,
                                    growth(soak.memory(), Memory::resident))),
                    facts);
        }
    }

    // The look before the steady load is left out: a new process still fills its pools.
    private static double growth(List<Memory> looks, ToDoubleFunction<Memory> value) {
        int middle = 1 + (looks.size() - 1) / 2;
        return average(looks.subList(middle, looks.size()), value) / average(looks.subList(1, middle), value);
    }

    private static double average(List<Memory> looks, ToDoubleFunction<Memory> value) {
        return looks.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
