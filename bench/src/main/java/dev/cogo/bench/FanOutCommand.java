package dev.cogo.bench;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.fanout.Door;
import dev.cogo.bench.fanout.FanOutPlan;
import dev.cogo.bench.fanout.FanOutRun;
import dev.cogo.bench.fanout.FanOutTargets;
import dev.cogo.bench.fanout.IdleRun;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.socket.MarkedText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "fanout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "One message to many listeners: deliveries a second, their latencies, and what each costs the server;"
                        + " beside nginx with nchan, Node.js with ws and Socket.IO, as far as they are installed.",
        footer = {
            "",
            "proc us: processor time of the server's processes for each delivery. core us: time that the server's core was",
            "not idle, the kernel's work included. send us: the part of core us that the sends are (for a node, HTTP frames,",
            "SQL and commit), measured with one listener. spread: milliseconds since the first listener heard a message,",
            "while p50 and so on count from the send and so have a node's commit in them. client: how much of a core the",
            "listeners' thread used; its core: how busy that core was. frame B: length of a delivered text. .../nchan: beside",
            "nchan in the same round, published to by requests or by a WebSocket, whichever costs its core less."
        })
final class FanOutCommand implements Callable<Integer> {
    // A login of the listeners lasts 15 minutes.
    private static final int LONGEST_SECONDS = 600;
    // nchan in two ways, ws and Socket.IO.
    private static final int OTHERS = 4;

    @Mixin
    private final CommonOptions common;

    @Option(names = "--listeners", defaultValue = "500", description = "On one channel. Default: ${DEFAULT-VALUE}")
    private int listeners;

    @Option(
            names = "--slow",
            paramLabel = "N",
            defaultValue = "0",
            description = "Further listeners on it, who stop reading once they listen. Default: ${DEFAULT-VALUE}")
    private int slow;

    @Option(names = "--rate", defaultValue = "40", description = "Messages a second. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--outstanding",
            split = ",",
            paramLabel = "N",
            description = "Instead of a rate: N messages under way at any time, such as 4,16.")
    private @Nullable List<Integer> outstanding;

    @Option(
            names = "--idle",
            paramLabel = "N",
            defaultValue = "0",
            description = "Instead of all that: memory of each of N connections that are silent, such as 5000.")
    private int idle;

    @Option(names = "--bytes", defaultValue = "200", description = "Length of a message. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Mixin
    private final RoundOptions repeat = new RoundOptions(3, 4, 1, 60);

    @Option(
            names = "--nodes",
            defaultValue = "1",
            description = "Nodes that the listeners are spread over. Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(
            names = "--door",
            split = ",",
            defaultValue = "websocket,sockjs",
            description = "How listeners come in: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Door> doors = List.of();

    @Option(names = "--transport", description = "The nodes' setting TRANSPORT. Default: the nodes' own default")
    private @Nullable String transport;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description = "The node's setting METRICS_PORT, for one node. Default: none")
    private @Nullable Integer metricsPort;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "The most that a node's heap may grow to. Default: ${DEFAULT-VALUE}")
    private int heapMiB;

    @Option(names = "--alone", description = "Without other servers beside.")
    private boolean alone;

    FanOutCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        FanOutPlan plan = plan();
        return common.apart((server, machine, cores) ->
                plan.idle() > 0 ? idle(server, plan, machine, cores) : deliveries(server, plan, machine, cores));
    }

    private FanOutPlan plan() {
        List<Integer> underWay = outstanding == null ? List.of() : outstanding;
        common.check(listeners >= 2 && listeners <= 10_000, "--listeners must be 2 to 10000");
        common.check(slow >= 0 && slow <= 1000, "--slow must be 0 to 1000");
        common.check(rate >= 1 && rate <= 2000, "--rate must be 1 to 2000");
        common.check(underWay.stream().allMatch(n -> n >= 1 && n <= 1000), "--outstanding must be 1 to 1000");
        common.check(idle >= 0 && idle <= 10_000, "--idle must be 0 to 10000");
        common.check(
                bytes >= MarkedText.MIN_BYTES && bytes <= 8 * 1024,
                "--bytes must be " + MarkedText.MIN_BYTES + " to 8192");
        repeat.check(common);
        common.check(nodes >= 1 && nodes <= 9, "--nodes must be 1 to 9");
        common.check(heapMiB >= 64 && heapMiB <= 65_536, "--heap must be 64 to 65536");
        // At a pace each has a turn with a single listener, too.
        int turns = underWay.isEmpty() ? 2 : underWay.size();
        int cases = turns * (doors.size() + (alone ? 0 : OTHERS));
        common.check(
                repeat.rounds() * cases * repeat.time().plus(repeat.warmUp()).toSeconds() <= LONGEST_SECONDS,
                "this would take more than " + LONGEST_SECONDS + " seconds, which is as long as a login lasts");
        boolean quick = common.quick();
        return new FanOutPlan(
                quick ? 20 : listeners,
                slow,
                rate,
                underWay,
                quick ? Math.min(idle, 100) : idle,
                bytes,
                quick ? Duration.ofMillis(100) : repeat.warmUp(),
                quick ? Duration.ofMillis(300) : repeat.time(),
                quick ? 1 : repeat.rounds(),
                nodes,
                doors,
                Optional.ofNullable(transport),
                Optional.ofNullable(metricsPort),
                heapMiB,
                !alone,
                home().resolve("bench").resolve("peers"),
                !quick,
                common.folder());
    }

    private static Path home() {
        return Path.of(System.getProperty("cogo.home", "")).toAbsolutePath();
    }

    private Report deliveries(BenchServer server, FanOutPlan plan, Machine machine, Cores cores) {
        try (BenchSchema schema = server.schema("fanout")) {
            FanOutRun run = new FanOutRun(plan, schema, cores, common::progress);
            Rounds measured = run.run();
            return new Report(
                    "fanout",
                    Instant.now(),
                    machine,
                    shown(plan),
                    measured.cases(),
                    FanOutTargets.of(plan, measured),
                    run.facts());
        }
    }

    private Report idle(BenchServer server, FanOutPlan plan, Machine machine, Cores cores) {
        try (BenchSchema schema = server.schema("fanout")) {
            IdleRun run = new IdleRun(plan, schema, cores, common::progress);
            run.run();
            return new Report("fanout", Instant.now(), machine, shown(plan), List.of(), run.targets(), run.facts());
        }
    }

    private static Map<String, Object> shown(FanOutPlan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (plan.idle() > 0) {
            shown.put("idle", plan.idle());
        } else {
            shown.put("listeners", plan.listeners());
            shown.put("slow", plan.slow());
            if (plan.outstanding().isEmpty()) {
                shown.put("rate", plan.perSecond());
            } else {
                shown.put("outstanding", plan.outstanding());
            }
            shown.put("bytes", plan.bytes());
            shown.put("rounds", plan.rounds());
            shown.put("seconds", plan.time().toMillis() / 1000.0);
            shown.put("warmUp", plan.warmUp().toMillis() / 1000.0);
        }
        shown.put("nodes", plan.nodes());
        shown.put("doors", plan.doors());
        shown.put("transport", plan.transport().orElse("default"));
        shown.put("metrics", plan.metricsPort().isPresent());
        shown.put("nodeHeapMiB", plan.nodeHeapMiB());
        return shown;
    }
}
