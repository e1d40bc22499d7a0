package dev.cogo.bench.fanout;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All contenders side by side, in turns. Each also speaks to a single listener, which shows what a send costs. */
public final class FanOutRun {
    private static final int FIRST_WARM_UP = 3;
    // A server that runs for days has compiled its code. A JVM does so in full after some thousand calls of a method,
    // which at the steady rate takes many minutes.
    private static final Load QUICK = new Load.Rate(1000);
    private static final int QUICK_WARM_UP = 4;
    private static final String MANY = "many";

    private final FanOutPlan plan;
    private final BenchSchema schema;
    private final Cores cores;
    private final Consumer<String> progress;
    private final Rounds rounds = new Rounds();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Set<String> saturated = new TreeSet<>();
    private final Set<String> disturbed = new TreeSet<>();

    public FanOutRun(FanOutPlan plan, BenchSchema schema, Cores cores, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.cores = cores;
        this.progress = progress;
    }

    /** Measures; takes some minutes. */
    public Rounds run() {
        List<Contender> contenders = new ArrayList<>();
        try (WorkFolder folder = WorkFolder.in(plan.folder(), "fanout-");
                SocketLoop loop = new SocketLoop("listeners")) {
            Contenders starters = new Contenders(plan, folder.path(), cores.runner());
            try (CogoServer cogo = starters.cogo(schema)) {
                plan.doors().forEach(door -> contenders.add(cogo.behind(door)));
                starters.others().forEach(starter -> contenders.add(starter.get()));
                starters.skipped().forEach(progress);
                List<Rivals> all = contenders.stream()
                        .map(contender -> rivals(loop, contender))
                        .toList();
                try (SlowReaders slow = SlowReaders.join(contenders, MANY, plan.slow())) {
                    measure(all);
                }
                if (!starters.skipped().isEmpty()) {
                    facts.put("left out", starters.skipped());
                }
            } finally {
                contenders.forEach(Contender::close);
            }
        }
        facts.put("cores", cores.toString());
        if (!saturated.isEmpty()) {
            facts.put("the client's core was FULL, so these servers may be better than they look", saturated);
        }
        if (!disturbed.isEmpty()) {
            facts.put("OTHERS used the servers' core, so core us says little of these", disturbed);
        }
        return rounds;
    }

    /** What else is worth keeping. */
    public Map<String, Object> facts() {
        return facts;
    }

    /** A contender with many listeners and, on another channel, with one. */
    private record Rivals(Scenario many, Scenario one) {}

    private Rivals rivals(SocketLoop loop, Contender contender) {
        progress.accept(contender.name() + ": " + plan.listeners() + " listeners come");
        return new Rivals(
                Scenario.open(loop, contender, MANY, plan.listeners(), plan.bytes()),
                Scenario.open(loop, contender, "one", 1, plan.bytes()));
    }

    private void measure(List<Rivals> all) {
        List<Load> loads = hasPace()
                ? List.of(new Load.Rate(plan.perSecond()))
                : plan.outstanding().stream().<Load>map(Load.Outstanding::new).toList();
        for (Rivals rivals : all) {
            progress.accept(rivals.many().contender().name() + ": warm-up");
            if (hasPace()) {
                QUICK.on(rivals.one(), plan.warmUp().multipliedBy(QUICK_WARM_UP), cores);
            }
            for (int i = 0; i < FIRST_WARM_UP; i++) {
                keepAlive(all);
                loads.forEach(load -> load.on(rivals.many(), plan.warmUp(), cores));
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (Load load : loads) {
                progress.accept("round %d of %d: %s".formatted(round + 1, plan.rounds(), load.title()));
                new Round(load).measure(all);
            }
        }
    }

    private boolean hasPace() {
        return plan.outstanding().isEmpty();
    }

    private static void keepAlive(List<Rivals> all) {
        for (Rivals rivals : all) {
            rivals.many().keepAlive();
            rivals.one().keepAlive();
        }
    }

    /** How the messages come. */
    private sealed interface Load {
        String title();

        Scenario.Turn on(Scenario scenario, Duration time, Cores cores);

        record Rate(double perSecond) implements Load {
            @Override
            public String title() {
                return FanOutCases.rate(perSecond);
            }

            @Override
            public Scenario.Turn on(Scenario scenario, Duration time, Cores cores) {
                return scenario.atRate(perSecond, time, cores);
            }
        }

        record Outstanding(int messages) implements Load {
            @Override
            public String title() {
                return FanOutCases.outstanding(messages);
            }

            @Override
            public Scenario.Turn on(Scenario scenario, Duration time, Cores cores) {
                return scenario.outstanding(messages, time, cores);
            }
        }
    }

    /** A turn of everybody's. */
    private final class Round {
        private final Load load;
        private final Map<String, Measured> measured = new LinkedHashMap<>();

        Round(Load load) {
            this.load = load;
        }

        void measure(List<Rivals> all) {
            for (Rivals rivals : all) {
                keepAlive(all);
                double sendMicros = Double.NaN;
                // Without a pace a single listener is served so fast that the senders meet their limits.
                if (hasPace()) {
                    Scenario.Turn one = turn(rivals.one());
                    add(rivals.one(), one, Double.NaN);
                    sendMicros = FanOutCases.perMessage(one);
                    keepAlive(all);
                }
                add(rivals.many(), turn(rivals.many()), sendMicros);
            }
            Map<String, Measured> compared = FanOutCases.besideNchan(measured);
            Stream.of(false, true)
                    .flatMap(single -> compared.entrySet().stream()
                            .filter(entry -> entry.getKey().endsWith(FanOutCases.ONE) == single))
                    .forEach(entry -> rounds.add(entry.getKey(), entry.getValue()));
        }

        private Scenario.Turn turn(Scenario scenario) {
            Scenario.Turn warmUp = load.on(scenario, plan.warmUp(), cores);
            return warmUp.failure().isEmpty() ? load.on(scenario, plan.time(), cores) : warmUp;
        }

        private void add(Scenario scenario, Scenario.Turn turn, double sendMicros) {
            String name = FanOutCases.name(scenario.contender().name(), load.title(), scenario.listeners());
            measured.put(name, FanOutCases.measured(turn, sendMicros));
            if (FanOutCases.clientIsFull(turn)) {
                saturated.add(name);
            }
            if (FanOutCases.isDisturbed(turn)) {
                disturbed.add(name);
            }
        }
    }
}
