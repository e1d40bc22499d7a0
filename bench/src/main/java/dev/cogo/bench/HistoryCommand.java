package dev.cogo.bench;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.history.HistoryRun;
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
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Pages of 50 messages at the head, in the middle and at the tail of a small table and of a large one.")
final class HistoryCommand implements Callable<Integer> {
    // Measured: rows, indexes, and the write-ahead log on its way.
    private static final long BYTES_PER_MESSAGE = 500;

    @Mixin
    private final CommonOptions common;

    @Option(
            names = "--messages",
            defaultValue = "10000000",
            description = "In the large table. Default: ${DEFAULT-VALUE}, which takes about 5 GB of disk while it runs")
    private long messages;

    @Option(names = "--small", defaultValue = "10000", description = "In the small table. Default: ${DEFAULT-VALUE}")
    private long small;

    @Mixin
    private final RoundOptions repeat = new RoundOptions(5, 3, 1, 3600);

    HistoryCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        common.check(small >= 4000 && small <= messages, "--small must be 4000 to --messages");
        common.check(messages <= 1_000_000_000, "--messages must be at most 1000000000");
        repeat.check(common);
        if (common.quick()) {
            small = 4000;
            messages = 8000;
        }
        return common.on(this::run);
    }

    private Report run(BenchServer server) {
        int rounds = common.quick() ? 1 : repeat.rounds();
        long needed = messages * BYTES_PER_MESSAGE;
        server.freeBytes().filter(free -> free < needed).ifPresent(free -> {
            throw new IllegalStateException("the disk has %,d MB left, and this takes about %,d MB"
                    .formatted(free / 1_000_000, needed / 1_000_000));
        });
        Machine machine = Machine.look(server);
        try (BenchSchema smallSchema = server.schema("small");
                BenchSchema largeSchema = server.schema("large")) {
            HistoryRun history = new HistoryRun(common::progress);
            Rounds result = history.run(
                    smallSchema,
                    small,
                    largeSchema,
                    messages,
                    rounds,
                    common.quick() ? Duration.ZERO : repeat.warmUp(),
                    common.quick() ? Duration.ofMillis(200) : repeat.time());
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("messages", messages);
            options.put("small", small);
            options.put("rounds", rounds);
            options.put("seconds", repeat.time().toSeconds());
            options.put("warmUp", repeat.warmUp().toSeconds());
            return new Report(
                    "history",
                    Instant.now(),
                    machine,
                    options,
                    result.cases(),
                    HistoryRun.targets(result),
                    history.facts());
        }
    }
}
