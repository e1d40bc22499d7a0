package dev.cogo.ai.jobs;

import dev.cogo.ai.limits.Capacity;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes over the jobs of nodes that died, as many as there is room for; each goes on in a virtual thread of its own. */
public final class JobSweep {
    private final Vertx vertx;
    private final Jobs jobs;
    private final Capacity capacity;
    private final Consumer<Job> takeover;

    /** @param takeover works on a job that is leased by us, and must not throw */
    public JobSweep(Vertx vertx, Jobs jobs, Capacity capacity, Consumer<Job> takeover) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.capacity = capacity;
        this.takeover = takeover;
    }

    /** Looks once. Call it on the verticle's context. */
    public void sweep() {
        while (capacity.hasRoom()) {
            Optional<Job> abandoned = jobs.claimAny();
            if (abandoned.isEmpty()) {
                return;
            }
            capacity.begin();
            vertx.runOnContext(start -> finish(abandoned.get()));
        }
    }

    private void finish(Job job) {
        try {
            takeover.accept(job);
        } finally {
            capacity.end();
        }
    }
}
