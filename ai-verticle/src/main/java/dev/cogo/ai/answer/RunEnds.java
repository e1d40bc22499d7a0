package dev.cogo.ai.answer;

import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.run.Runs;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for runs that are under way, on whichever node: all who wait for the same one look together. */
final class RunEnds {
    /** A client repeats a request once or twice; who does it more often has to come back. */
    private static final int MAX_WAITING = 16;

    /** So many times less often a run is looked at that waits for somebody's word. */
    private static final int PEOPLE = 8;

    private final Vertx vertx;
    private final Runs runs;
    private final RunConfig config;
    private final Map<UUID, End> ends = new ConcurrentHashMap<>();

    private static final class End {
        private final AtomicInteger waiting = new AtomicInteger();
        private final Promise<Run> run = Promise.promise();
    }

    RunEnds(Vertx vertx, Runs runs, RunConfig config) {
        this.vertx = vertx;
        this.runs = runs;
        this.config = config;
    }

    /**
     * The run as it is when it is over.
     *
     * @throws CogoException {@code timeout} when it takes longer than our patience, or when too many wait for it
     */
    Run of(Run run) {
        if (run.status().isOver()) {
            return run;
        }
        End end = ends.computeIfAbsent(run.id(), first -> new End());
        int place = end.waiting.incrementAndGet();
        if (place > MAX_WAITING) {
            throw stillAtWork();
        }
        if (place == 1) {
            look(run.id(), end);
        }
        return end.run.future().await();
    }

    private void look(UUID id, End end) {
        try {
            long over = System.nanoTime() + config.patience().toNanos();
            Run run = find(id);
            while (!run.status().isOver()) {
                if (System.nanoTime() >= over) {
                    throw stillAtWork();
                }
                // People take longer than models.
                long pause = config.poll().toMillis() * (run.status() == RunStatus.WAITING ? PEOPLE : 1);
                vertx.timer(pause, TimeUnit.MILLISECONDS).await();
                run = find(id);
            }
            end.run.complete(run);
        } catch (Exception e) { // await also throws checked exceptions
            end.run.fail(e);
        } finally {
            ends.remove(id, end);
        }
    }

    private Run find(UUID id) {
        return runs.find(id).orElseThrow(() -> new CogoException(ErrorCode.SESSION_NOT_FOUND, "the session is gone"));
    }

    private static CogoException stillAtWork() {
        return new CogoException(ErrorCode.TIMEOUT, "the AI is still at work on this question");
    }
}
