package dev.cogo.bench.fanout;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Target;
import dev.cogo.bench.socket.SocketLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a connection costs that has joined a channel and is silent: the growth of the server's resident memory, after a full
 * collection of garbage, from some connections to many. Each contender is a fresh process: memory that was freed before would be
 * used again and not be seen. Memory of the kernel's sockets is not in it.
 */
public final class IdleRun {
    private static final String CHANNEL = "idle";
    private static final int WARM_UP_CONNECTIONS = 50;
    private static final double MOST_KIB = 16;

    private final FanOutPlan plan;
    private final BenchSchema schema;
    private final Cores cores;
    private final Consumer<String> progress;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<Target> targets = new ArrayList<>();

    public IdleRun(FanOutPlan plan, BenchSchema schema, Cores cores, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.cores = cores;
        this.progress = progress;
    }

    /** Measures one contender after the other. */
    public void run() {
        try (WorkFolder folder = WorkFolder.in(plan.folder(), "fanout-")) {
            Contenders starters = new Contenders(plan, folder.path(), cores.runner());
            for (Door door : plan.doors()) {
                try (CogoServer cogo = starters.cogo(schema)) {
                    Contender contender = cogo.behind(door);
                    double each = measure(contender);
                    targets.add(Target.atMost(
                            contender.name() + ": KiB resident for each idle connection", MOST_KIB, each));
                }
            }
            for (Supplier<Contender> starter : starters.others()) {
                try (Contender contender = starter.get()) {
                    measure(contender);
                }
            }
            starters.skipped().forEach(progress);
            if (!starters.skipped().isEmpty()) {
                facts.put("left out", starters.skipped());
            }
        }
    }

    private double measure(Contender contender) {
        progress.accept("%s: %d connections".formatted(contender.name(), plan.idle()));
        try (SocketLoop loop = new SocketLoop("idle")) {
            Audience audience = new Audience(WARM_UP_CONNECTIONS + plan.idle());
            ListenerRamp.join(loop, contender, CHANNEL, audience, 0, WARM_UP_CONNECTIONS);
            // The first look loads what looking takes.
            resident(contender);
            double before = resident(contender);
            ListenerRamp.join(loop, contender, CHANNEL, audience, WARM_UP_CONNECTIONS, audience.size());
            double after = resident(contender);
            if (audience.failure().isDone()) {
                throw new IllegalStateException(
                        contender.name() + ": " + audience.failure().join());
            }
            double each = Math.round((after - before) / plan.idle() * 10) / 10.0;
            facts.put(
                    contender.name(),
                    "%.1f KiB each; %.0f MiB with %d connections, %.0f MiB with %d more"
                            .formatted(each, before / 1024, WARM_UP_CONNECTIONS, after / 1024, plan.idle()));
            return each;
        }
    }

    private static double resident(Contender contender) {
        contender.collectGarbage();
        return Usage.residentKiB(contender.processes());
    }

    public Map<String, Object> facts() {
        return facts;
    }

    public List<Target> targets() {
        return targets;
    }
}
