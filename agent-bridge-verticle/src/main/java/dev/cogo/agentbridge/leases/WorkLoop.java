package dev.cogo.agentbridge.leases;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.error.Failures;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up due tasks: on every nudge, and on a timer for what no nudge tells of (a pause that another node began, a lease that a
 * dead node left). At most {@code maxConcurrent} tasks are in work at once. It lives on the verticle's virtual-thread context,
 * where tasks interleave only where they await, so its fields need no lock.
 */
public final class WorkLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    private final Vertx vertx;
    private final Context context;
    private final Leases leases;
    private final int maxConcurrent;
    private final Promise<Void> idle = Promise.promise();

    private Consumer<StoredTask> work = task -> {};
    private Runnable upkeep = () -> {};
    private long timer;
    private int running;
    private boolean ticking;
    private boolean filling;
    private boolean nudged;
    private boolean more;
    private boolean stopping;

    public WorkLoop(Vertx vertx, Leases leases, int maxConcurrent) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.leases = leases;
        this.maxConcurrent = maxConcurrent;
    }

    /**
     * Looks for the first time now, then every third of a lease.
     *
     * @param work done for each claimed task; may await. What it throws is logged, and the task is left to the next claim
     * @param upkeep done on each tick, before due tasks are taken up
     */
    public void start(Consumer<StoredTask> work, Runnable upkeep) {
        this.work = work;
        this.upkeep = upkeep;
        long period = (long) (leases.seconds() * 1000 / 3);
        // Nodes that start together should not look together.
        long first = 1 + ThreadLocalRandom.current().nextLong(period);
        timer = vertx.setTimer(first, id -> {
            timer = vertx.setPeriodic(period, again -> tick());
            tick();
        });
        nudge();
    }

    /** Says that something is due. Returns at once; may be called from any thread. */
    public void nudge() {
        context.runOnContext(v -> fill());
    }

    /** Gives a task back for a while; this node looks again when the pause is over, if no other was faster. */
    public void postpone(StoredTask task, Duration pause) {
        leases.release(task.id(), pause);
        // A little later than the database's clock says, so that the task is due when it is looked for.
        vertx.setTimer(pause.toMillis() + 20, id -> nudge());
    }

    /** Takes up nothing more and waits a few seconds for what is in work. */
    public void stop() {
        stopping = true;
        vertx.cancelTimer(timer);
        if (isBusy()) {
            // What is not done by then is done again by another node: that it takes too long is no failure.
            idle.future()
                    .timeout(StopBudget.WORK.toMillis(), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
        }
    }

    private void tick() {
        // A database that is slower than the timer gets no second tick on top.
        if (ticking || stopping) {
            return;
        }
        ticking = true;
        try {
            leases.renew();
            upkeep.run();
            fill();
        } catch (RuntimeException e) {
            Failures.of(e, "looking after agent tasks");
        } finally {
            ticking = false;
            settle();
        }
    }

    private void fill() {
        nudged = true;
        if (filling) {
            return;
        }
        filling = true;
        try {
            while (nudged && !stopping && running < maxConcurrent) {
                nudged = false;
                int room = maxConcurrent - running;
                List<StoredTask> claimed = leases.claim(room);
                more = claimed.size() == room;
                if (!stopping) {
                    claimed.forEach(this::take);
                }
            }
        } catch (RuntimeException e) {
            Failures.of(e, "claiming agent tasks");
        } finally {
            filling = false;
            settle();
        }
    }

    private void take(StoredTask task) {
        running++;
        context.runOnContext(v -> run(task));
    }

    private void run(StoredTask task) {
        try {
            work.accept(task);
        } catch (RuntimeException e) {
            if (stopping) {
                // The leases are back, the connections closed: another node does this again.
                LOG.debug("work on agent task {} was cut off", task.id(), e);
            } else {
                Failures.of(e, "work on agent task " + task.id());
                leases.forget(task.id());
            }
        } finally {
            running--;
            settle();
            if (more || nudged) {
                fill();
            }
        }
    }

    private boolean isBusy() {
        return running > 0 || filling || ticking;
    }

    private void settle() {
        if (stopping && !isBusy()) {
            idle.tryComplete();
        }
    }
}
