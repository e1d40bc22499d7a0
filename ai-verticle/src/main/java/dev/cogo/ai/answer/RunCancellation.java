package dev.cogo.ai.answer;

import dev.cogo.ai.run.Runs;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.StopRun;
import dev.cogo.schema.bus.Address;
import java.util.UUID;

/** Ends runs, or their attempts, wherever they are worked on: first in the row, then at their worker's. */
final class RunCancellation {
    private final Bus bus;
    private final Runs runs;

    RunCancellation(Bus bus, Runs runs) {
        this.bus = bus;
        this.runs = runs;
    }

    /** Has it end; what was written by then becomes the answer. Waits until its worker was told, if it has one. */
    void cancel(UUID id) {
        // A worker that does not hear it has died, and the next one reads it in the row.
        runs.cancel(id).ifPresent(worker -> tell(worker, new StopRun(id, false)));
    }

    /** Tells a worker that its run's author has written more, which is in the row. */
    void steer(UUID id, String worker) {
        tell(worker, new StopRun(id, true));
    }

    private void tell(String worker, StopRun notice) {
        bus.requestPrivate(worker, Address.AI_RUN_STOP, notice).otherwiseEmpty().await();
    }
}
