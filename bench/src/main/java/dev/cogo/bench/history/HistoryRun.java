package dev.cogo.bench.history;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Load;
import dev.cogo.bench.load.Operation;
import dev.cogo.bench.messages.BusChat;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The same pages of a small table and of a large one, in turns. */
public final class HistoryRun {
    private static final double FLAT = 1.2;

    private final Consumer<String> progress;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Rounds rounds = new Rounds();

    public HistoryRun(Consumer<String> progress) {
        this.progress = progress;
    }

    /** One page at a time, each position of each table for the given time in each round. */
    public Rounds run(
            BenchSchema small,
            long smallMessages,
            BenchSchema large,
            long largeMessages,
            int times,
            Duration warmUp,
            Duration time) {
        LoadedTables smallTables = fill(small, smallMessages);
        LoadedTables largeTables = fill(large, largeMessages);
        try (BusChat smallChat = BusChat.start(small.config());
                BusChat largeChat = BusChat.start(large.config())) {
            Load smallLoad = new Load(smallChat.vertx());
            Load largeLoad = new Load(largeChat.vertx());
            for (int round = 0; round < times; round++) {
                for (Position position : Position.values()) {
                    progress.accept("round " + (round + 1) + ": " + position.title());
                    rounds.add(
                            small(position),
                            smallLoad.atFullSpeed(pages(smallChat, smallTables, position), 1, warmUp, time));
                    rounds.add(
                            large(position),
                            largeLoad.atFullSpeed(pages(largeChat, largeTables, position), 1, warmUp, time));
                }
            }
        }
        return rounds;
    }

    private LoadedTables fill(BenchSchema schema, long messages) {
        long begin = System.nanoTime();
        LoadedTables tables = LoadedTables.fill(schema, messages, progress);
        facts.put(
                "%,d messages, filled and vacuumed".formatted(messages),
                "%d s, %,d MiB with indexes"
                        .formatted((System.nanoTime() - begin) / 1_000_000_000, tables.bytes() >> 20));
        return tables;
    }

    private static Operation pages(BusChat chat, LoadedTables tables, Position position) {
        RandomGenerator random = new Random(position.ordinal());
        return new Operation(
                1,
                () -> chat.<BusRecord>ask(position.address(), position.request(tables, random))
                        .compose(HistoryRun::full));
    }

    private static Future<BusRecord> full(BusRecord page) {
        int items = switch (page) {
            case MessagePage history -> history.items().size();
            case TimelinePage timeline -> timeline.items().size();
            default -> 0;
        };
        return items == Position.PAGE
                ? Future.succeededFuture(page)
                : Future.failedFuture("a page of " + items + " items");
    }

    /** What else is worth knowing: sizes, times of filling. */
    public Map<String, Object> facts() {
        return facts;
    }

    /** The middle latency of the large table is that of the small one, everywhere. */
    public static List<Target> targets(Rounds rounds) {
        List<Target> targets = new ArrayList<>();
        for (Position position : Position.values()) {
            targets.add(Target.below(
                    position.title() + ", p50 of the large table / of the small one",
                    FLAT,
                    rounds.compare(
                            large(position),
                            small(position),
                            (a, b) -> a.latency().p50Ms() / b.latency().p50Ms())));
        }
        double[] heads = Arrays.stream(Position.values())
                .filter(position -> position.address() == Position.HEAD.address())
                .mapToDouble(position -> rounds.compare(
                        large(position),
                        large(Position.HEAD),
                        (a, b) -> a.latency().p50Ms() / b.latency().p50Ms()))
                .toArray();
        targets.add(Target.below(
                "large table, slowest position / newest page of the big session, p50",
                FLAT,
                Arrays.stream(heads).max().orElseThrow()));
        return targets;
    }

    private static String small(Position position) {
        return position.title() + ", small table";
    }

    private static String large(Position position) {
        return position.title() + ", large table";
    }
}
