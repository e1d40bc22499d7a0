package dev.cogo.bench;

import dev.cogo.bench.cluster.ClusterPlan;
import dev.cogo.bench.cluster.ClusterRun;
import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.socket.MarkedText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "What a message costs all nodes of a cluster together, how long it takes to a listener on another node, and"
                        + " how long subscribing takes on a node with many subscriptions while another node is killed.")
final class ClusterCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common;

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "1,2,3",
            description = "Sizes of clusters. Default: ${DEFAULT-VALUE}")
    private List<Integer> nodes = List.of();

    @Option(
            names = "--channels",
            split = ",",
            defaultValue = "10,1000",
            description = "Channels that messages are spread over. Default: ${DEFAULT-VALUE}")
    private List<Integer> channels = List.of();

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Messages a second, to all channels together. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--bytes", defaultValue = "200", description = "Length of a message. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Mixin
    private final RoundOptions repeat = new RoundOptions(3, 5, 2, 60);

    @Option(
            names = "--subscriptions",
            defaultValue = "100000",
            description = "Held by one node of the largest cluster when another one is killed; 0 leaves that out."
                    + " Default: ${DEFAULT-VALUE}")
    private int subscriptions;

    @Option(
            names = "--subscribes",
            paramLabel = "RATE",
            defaultValue = "50",
            description = "Further subscriptions a second meanwhile. Default: ${DEFAULT-VALUE}")
    private double subscribes;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "The most that a node's heap may grow to. Default: ${DEFAULT-VALUE}")
    private int heapMiB;

    ClusterCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        ClusterPlan plan = plan();
        return common.on(server -> run(server, plan));
    }

    private ClusterPlan plan() {
        common.check(nodes.stream().allMatch(n -> n >= 1 && n <= 9), "--nodes must be 1 to 9");
        common.check(channels.stream().allMatch(n -> n >= 1 && n <= 10_000), "--channels must be 1 to 10000");
        common.check(rate >= 1 && rate <= 1000, "--rate must be 1 to 1000");
        common.check(
                bytes >= MarkedText.MIN_BYTES && bytes <= 8 * 1024,
                "--bytes must be " + MarkedText.MIN_BYTES + " to 8192");
        repeat.check(common);
        common.check(subscriptions >= 0 && subscriptions <= 1_000_000, "--subscriptions must be 0 to 1000000");
        common.check(subscribes >= 1 && subscribes <= 500, "--subscribes must be 1 to 500");
        common.check(heapMiB >= 64 && heapMiB <= 65_536, "--heap must be 64 to 65536");
        return common.quick()
                ? new ClusterPlan(
                        List.of(2),
                        List.of(4),
                        rate,
                        bytes,
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        1,
                        Math.min(subscriptions, 200),
                        20,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        512,
                        common.folder())
                : new ClusterPlan(
                        nodes,
                        channels,
                        rate,
                        bytes,
                        repeat.warmUp(),
                        repeat.time(),
                        repeat.rounds(),
                        subscriptions,
                        subscribes,
                        Duration.ofSeconds(5),
                        // A node that is not heard of is out after 10 seconds at the latest.
                        Duration.ofSeconds(20),
                        heapMiB,
                        common.folder());
    }

    private Report run(BenchServer server, ClusterPlan plan) {
        Machine machine = Machine.look(server);
        try (BenchSchema schema = server.schema("cluster")) {
            ClusterRun run = new ClusterRun(plan, schema, common::progress);
            Rounds measured = run.run();
            return new Report(
                    "cluster", Instant.now(), machine, shown(plan), measured.cases(), run.targets(), run.facts());
        }
    }

    private static Map<String, Object> shown(ClusterPlan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("nodes", plan.nodes());
        shown.put("channels", plan.channels());
        shown.put("rate", plan.perSecond());
        shown.put("bytes", plan.bytes());
        shown.put("rounds", plan.rounds());
        shown.put("seconds", plan.time().toMillis() / 1000.0);
        shown.put("warmUp", plan.warmUp().toMillis() / 1000.0);
        shown.put("subscriptions", plan.subscriptions());
        shown.put("nodeHeapMiB", plan.nodeHeapMiB());
        return shown;
    }
}
