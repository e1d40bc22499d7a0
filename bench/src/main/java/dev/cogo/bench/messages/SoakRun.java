package dev.cogo.bench.messages;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Load;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Operation;
import dev.cogo.bench.messages.MessagesRun.Plan;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.NodeProcess.Memory;
import dev.cogo.bench.report.Rounds;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A node under a steady load, and its memory minute by minute. */
public final class SoakRun {
    private static final String FULL = "HTTP, many sessions, 1 a request, full speed";
    private static final String STEADY = "HTTP, many sessions, 1 a request, steady, each minute";
    private static final int MAX_LATE = 1500;

    private final Plan plan;
    private final BenchSchema schema;
    private final Consumer<String> progress;
    private final Rounds rounds = new Rounds();
    private final List<Memory> memory = new ArrayList<>();

    public SoakRun(Plan plan, BenchSchema schema, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.progress = progress;
    }

    /**
     * Finds the highest rate, then keeps a share of it.
     *
     * @param percent of the highest rate
     * @param step the time between two looks at the memory
     */
    public Rounds run(int percent, int steps, Duration step) {
        Vertx vertx = Vertx.vertx();
        try (NodeProcess node = NodeProcess.start(schema.config(), plan.folder(), plan.nodeHeapMiB());
                HttpChat http = HttpChat.open(vertx, node.url(), plan.connections(), plan.users())) {
            Load load = new Load(vertx);
            Conversations many = Conversations.many(schema, plan.sessions(), http.users());
            Operation send = http.send(many, 1, "x".repeat(plan.bytes()));
            progress.accept(FULL);
            Measured full = load.atFullSpeed(send, plan.connections(), plan.warmUp(), plan.time());
            rounds.add(FULL, full);
            see(node);
            for (int i = 0; i < steps; i++) {
                rounds.add(
                        STEADY,
                        load.atPace(send, full.messagesPerSecond() * percent / 100, MAX_LATE, Duration.ZERO, step));
                see(node);
            }
        } finally {
            vertx.close().await();
        }
        return rounds;
    }

    private void see(NodeProcess node) {
        Memory now = node.memory();
        memory.add(now);
        progress.accept("after %d min: heap %.1f MiB after a full collection, process %.0f MiB"
                .formatted(memory.size() - 1, now.heap(), now.resident()));
    }

    /** The first look is from before the steady load. */
    public List<Memory> memory() {
        return memory;
    }
}
