package dev.cogo.bench.ai;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Schedule;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Answers that are ended one after the other while all are written: how long it takes until the model's connection is reset. Blocks. */
final class Cancellations {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final BenchSchema schema;
    private final Questions questions;
    private final ModelStub model;

    Cancellations(BenchSchema schema, Questions questions, ModelStub model) {
        this.schema = schema;
        this.questions = questions;
        this.model = model;
    }

    /** @param first the number of the first answer */
    Measured run(int first, int count) throws IOException, InterruptedException {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int session = 0; session < count; session++) {
            answers.add(questions.ask(session, first + session));
        }
        boolean begun = await(() -> model.state().writing() == count);
        Map<UUID, UUID> runs = new HashMap<>();
        schema.query("SELECT session_id, id FROM ai_runs WHERE status = 'running'")
                .forEach(row -> runs.put(row.getUUID("session_id"), row.getUUID("id")));
        long[] cancelled = new long[count];
        for (int session = 0; session < count; session++) {
            UUID run = runs.get(questions.sessions().get(session).sessionId());
            cancelled[session] = System.nanoTime();
            if (run != null) {
                answers.add(questions.cancel(session, run));
            }
            Schedule.sleep(BETWEEN);
        }
        await(() -> model.state().reset().size() == count);
        Map<Integer, Long> reset = model.state().reset();
        Histogram times = Ears.histogram();
        for (int session = 0; session < count; session++) {
            long at = reset.getOrDefault(first + session, cancelled[session]);
            times.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(at - cancelled[session])));
        }
        long refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() >= 400)
                .count();
        long failed = refused + count - reset.size();
        return new Measured(
                count,
                failed,
                failed == 0 ? "" : "begun: %s, refused: %d, reset: %d".formatted(begun, refused, reset.size()),
                Latency.of(times));
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Schedule.sleep(Duration.ofMillis(20));
        }
        return condition.getAsBoolean();
    }
}
