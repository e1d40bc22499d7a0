package dev.cogo.bench.cluster;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.Nodes;
import dev.cogo.bench.process.Users;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Clusters of several sizes, one after the other, and in the largest one a node that dies. */
public final class ClusterRun {
    private static final int USERS = 20;
    private static final int FIRST_WARM_UP = 3;
    private static final int CHANNELS_PER_SOCKET = 200;
    private static final String BEFORE = "before";
    private static final String KILLED = "while another node is killed";
    private static final double AFTER_COMMIT_MS = 2;
    private static final double LONGEST_SUBSCRIBE_MS = 1000;

    private final ClusterPlan plan;
    private final BenchSchema schema;
    private final Consumer<String> progress;
    private final Rounds rounds = new Rounds();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    public ClusterRun(ClusterPlan plan, BenchSchema schema, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.progress = progress;
    }

    /** Measures; takes some minutes. */
    public Rounds run() {
        for (int size : plan.nodes()) {
            progress.accept(size + (size == 1 ? " node starts" : " nodes start"));
            try (WorkFolder folder = WorkFolder.in(plan.folder(), "cluster-");
                    Nodes nodes = Nodes.start(
                            size,
                            schema.config(),
                            folder.path(),
                            NodeProcess.Heap.upTo(plan.nodeHeapMiB()),
                            Map.of(),
                            List.of())) {
                Map<UUID, String> tokens = Users.register(nodes.get(0).url(), USERS);
                messages(nodes, tokens);
                if (size > 1 && size == largest() && plan.subscriptions() > 0) {
                    kill(nodes, tokens);
                }
                if (size > 1) {
                    registrations(nodes);
                }
            }
        }
        return rounds;
    }

    private int largest() {
        return plan.nodes().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private void messages(Nodes nodes, Map<UUID, String> tokens) {
        for (int count : plan.channels()) {
            String name = ClusterCases.name(nodes.count(), count);
            progress.accept(name);
            try (SocketLoop loop = new SocketLoop("listeners")) {
                Traffic traffic = Traffic.open(loop, nodes, Channels.make(schema, tokens, count), plan.bytes());
                traffic.measure(name, plan.perSecond(), plan.warmUp().multipliedBy(FIRST_WARM_UP), new Rounds());
                for (int round = 0; round < plan.rounds(); round++) {
                    traffic.measure(name, plan.perSecond(), plan.warmUp(), new Rounds());
                    traffic.measure(name, plan.perSecond(), plan.time(), rounds);
                }
            }
        }
    }

    private void kill(Nodes nodes, Map<UUID, String> tokens) {
        progress.accept(plan.subscriptions() + " subscriptions on one node");
        AtomicReference<String> broken = new AtomicReference<>("");
        try (SocketLoop loop = new SocketLoop("subscriptions")) {
            Channels held = Channels.make(schema, tokens, plan.subscriptions());
            long start = System.nanoTime();
            List<ChannelSocket> sockets = new ArrayList<>(held.listen(
                    loop,
                    nodes.get(0),
                    IntStream.range(0, held.count()),
                    CHANNELS_PER_SOCKET,
                    message -> {},
                    broken::set));
            facts.put(
                    plan.subscriptions() + " subscriptions, made one after the other",
                    "%.1f s".formatted((System.nanoTime() - start) / 1e9));
            Duration all = plan.beforeKill().plus(plan.afterKill());
            int probes = (int) (plan.subscribesPerSecond() * all.toMillis() / 1000) + 1;
            Probe probe = Probe.open(loop, nodes.get(0), Channels.make(schema, tokens, probes));
            keepAlive(loop, sockets);
            rounds.add(
                    ClusterCases.subscribe(plan.subscriptions(), BEFORE),
                    probe.watch(plan.subscribesPerSecond(), plan.beforeKill()));
            progress.accept("a node is killed");
            keepAlive(loop, sockets);
            nodes.get(nodes.count() - 1).kill();
            rounds.add(
                    ClusterCases.subscribe(plan.subscriptions(), KILLED),
                    probe.watch(plan.subscribesPerSecond(), plan.afterKill()));
            facts.put("subscribes that were refused for the moment and tried again", probe.repeated());
        }
        if (!broken.get().isEmpty()) {
            facts.put("a listener with a held subscription was told", broken.get());
        }
    }

    private static void keepAlive(SocketLoop loop, List<ChannelSocket> sockets) {
        loop.call(() -> {
                    sockets.forEach(ChannelSocket::keepAlive);
                    return sockets;
                })
                .join();
    }

    private void registrations(Nodes nodes) {
        try {
            facts.put(
                    "entries in the registration map, %d nodes in the end".formatted(nodes.count()),
                    Registrations.count(nodes));
        } catch (RuntimeException e) {
            progress.accept("the registration map can't be seen: " + e.getMessage());
        }
    }

    /** What else is worth keeping. */
    public Map<String, Object> facts() {
        return facts;
    }

    /** What the figures are held against. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        if (largest() > 1) {
            for (int channels : plan.channels()) {
                String name = ClusterCases.name(largest(), channels) + ClusterCases.AFTER_COMMIT;
                targets.add(Target.below(
                        name + ", p50 ms",
                        AFTER_COMMIT_MS,
                        rounds.named(name).typical().latency().p50Ms()));
            }
        }
        if (largest() > 1 && plan.subscriptions() > 0) {
            String name = ClusterCases.subscribe(plan.subscriptions(), KILLED);
            targets.add(Target.below(
                    name + ", longest ms",
                    LONGEST_SUBSCRIBE_MS,
                    rounds.named(name).typical().latency().maxMs()));
        }
        return targets;
    }
}
