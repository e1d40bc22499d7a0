package dev.cogo.bench.start;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Load;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Operation;
import dev.cogo.bench.messages.Conversations;
import dev.cogo.bench.messages.HttpChat;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Nodes that start, one after the other, on a database that is there: as the JVM loads and compiles, and with an ahead-of-time
 * cache that a node before them has left, in turns.
 */
public final class StartRun {
    /** From the start of the process until the node says that it is ready, in seconds. */
    static final String READY = "ready s";
    /** Processor time until then, likewise. */
    static final String PROCESSOR = "its CPU s";

    private static final String PLAIN = "without a cache";
    private static final String CACHED = "with an AOT cache";
    private static final int FIRST_JDK = 25;
    private static final int USERS = 20;
    private static final int SESSIONS = 200;
    private static final Duration STOP = Duration.ofMinutes(3);

    private final StartPlan plan;
    private final BenchSchema schema;
    private final Cores cores;
    private final Consumer<String> progress;
    private final Rounds rounds = new Rounds();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    public StartRun(StartPlan plan, BenchSchema schema, Cores cores, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.cores = cores;
        this.progress = progress;
    }

    /** Measures; takes some minutes. */
    public Rounds run() {
        facts.put("cores", cores.toString());
        Vertx vertx = Vertx.vertx();
        try (WorkFolder folder = WorkFolder.in(plan.folder(), "start-")) {
            NodeProcess.Heap plain = NodeProcess.Heap.upTo(plan.nodeHeapMiB());
            Optional<Path> cache = train(vertx, folder.path(), plain);
            for (int round = 0; round < plan.rounds(); round++) {
                progress.accept("round %d of %d".formatted(round + 1, plan.rounds()));
                measure(vertx, folder.path(), PLAIN, plain);
                cache.ifPresent(file -> measure(vertx, folder.path(), CACHED, plain.with("-XX:AOTCache=" + file)));
            }
        } finally {
            vertx.close().await();
        }
        return rounds;
    }

    // The JVM writes the cache when it ends.
    private Optional<Path> train(Vertx vertx, Path folder, NodeProcess.Heap heap) {
        if (plan.training().isZero()) {
            return Optional.empty();
        }
        if (Runtime.version().feature() < FIRST_JDK) {
            facts.put("left out", "the ahead-of-time cache: it takes a JDK of version " + FIRST_JDK + " or newer");
            return Optional.empty();
        }
        progress.accept("a node leaves a cache");
        Path cache = folder.resolve("node.aot");
        try (NodeProcess node = start(folder, heap.with("-XX:AOTCacheOutput=" + cache));
                HttpChat chat = HttpChat.open(vertx, node.url(), plan.connections(), USERS)) {
            Measured unused =
                    new Load(vertx).atFullSpeed(send(chat), plan.connections(), Duration.ZERO, plan.training());
            if (!node.stop(STOP) || !Files.exists(cache)) {
                facts.put("left out", "the ahead-of-time cache: the node left none");
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return Optional.of(cache);
    }

    private void measure(Vertx vertx, Path folder, String how, NodeProcess.Heap heap) {
        long begin = System.nanoTime();
        try (NodeProcess node = start(folder, heap)) {
            double ready = (System.nanoTime() - begin) / 1e9;
            double processor = Usage.of(List.of(node.handle()), Cores.NONE).processMicros() / 1e6;
            try (HttpChat chat = HttpChat.open(vertx, node.url(), plan.connections(), USERS)) {
                Load load = new Load(vertx);
                Operation send = send(chat);
                Measured cold = load.atFullSpeed(send, plan.connections(), Duration.ZERO, plan.cold());
                rounds.add(cold(how), withStart(cold, ready, processor));
                rounds.add(warm(how), load.atFullSpeed(send, plan.connections(), plan.warmUp(), plan.cold()));
            }
        }
    }

    private NodeProcess start(Path folder, NodeProcess.Heap heap) {
        return NodeProcess.start(schema.config(), folder, heap, Map.of(), cores.runner());
    }

    private Operation send(HttpChat chat) {
        return chat.send(Conversations.many(schema, SESSIONS, chat.users()), 1, "x".repeat(plan.bytes()));
    }

    private static Measured withStart(Measured cold, double ready, double processor) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(READY, ready);
        figures.put(PROCESSOR, processor);
        figures.values().removeIf(value -> !Double.isFinite(value));
        return new Measured(cold.messagesPerSecond(), cold.failed(), cold.firstFailure(), cold.latency(), figures);
    }

    private String cold(String how) {
        return "%s, the first %d s".formatted(how, plan.cold().toSeconds());
    }

    private static String warm(String how) {
        return how + ", warm";
    }

    /** What else is worth keeping. */
    public Map<String, Object> facts() {
        return facts;
    }

    /** What the figures are held against: those with a cache, if there was one. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        String how = rounds.named(cold(CACHED)).rounds().isEmpty() ? PLAIN : CACHED;
        targets.add(Target.atMost("ready after, s", 2.5, rounds.named(cold(how)).figure(READY)));
        targets.add(Target.atLeast("messages a second, cold / warm", 0.7, rounds.rateRatio(cold(how), warm(how))));
        return targets;
    }
}
