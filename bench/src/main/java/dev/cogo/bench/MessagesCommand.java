package dev.cogo.bench;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.messages.MessagesRun;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "messages",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Durable, acknowledged messages a second and their latencies: at the bus, through HTTP, and beside them"
                        + " what PostgreSQL does with the same rows by plain SQL. The cases take turns, some rounds long.")
final class MessagesCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common;

    @Mixin
    private final LoadOptions load = new LoadOptions();

    MessagesCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        MessagesRun.Plan plan = load.plan(common);
        return common.on(server -> run(server, plan));
    }

    private Report run(BenchServer server, MessagesRun.Plan plan) {
        Machine machine = Machine.look(server);
        try (BenchSchema schema = server.schema("messages")) {
            Rounds rounds = new MessagesRun(plan, schema, common::progress).run();
            return new Report(
                    "messages",
                    Instant.now(),
                    machine,
                    LoadOptions.shown(plan),
                    rounds.cases(),
                    MessagesRun.targets(rounds),
                    Map.of());
        }
    }
}
