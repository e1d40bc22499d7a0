package dev.cogo.chat.personal;

import dev.cogo.chat.personal.PersonalJobs.LostLeaseException;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.error.Failures;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up due jobs: on every nudge, and on a timer for what no nudge tells of (a lease that a dead node left). It lives on
 * the verticle's virtual-thread context, where tasks interleave only where they await, so its fields need no lock.
 */
final class PersonalWork {
    private static final Logger LOG = LoggerFactory.getLogger(PersonalWork.class);
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    // They are nobody's hurry, and must leave the database to those who chat.
    private static final int MAX_RUNNING = 2;
    // Who has written for years must not keep those waiting who have little.
    private static final Duration TURN = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Context context;
    private final PersonalJobs jobs;
    private final Consumer<PersonalJob> work;
    private final Promise<Void> idle = Promise.promise();
    private long timer;
    private final Duration turn;
    /** When each running job made its first step. */
    private final Map<UUID, Long> turns = new HashMap<>();

    private int running;
    private boolean claiming;
    private boolean nudged;
    private volatile boolean stopping;

    /** @param work does a job to its end; when it throws the job is tried again later */
    PersonalWork(Vertx vertx, Context context, PersonalJobs jobs, Consumer<PersonalJob> work) {
        this(vertx, context, jobs, work, TURN);
    }

    PersonalWork(Vertx vertx, Context context, PersonalJobs jobs, Consumer<PersonalJob> work, Duration turn) {
        this.vertx = vertx;
        this.context = context;
        this.jobs = jobs;
        this.work = work;
        this.turn = turn;
    }

    /** Looks now, and from time to time. */
    void start() {
        timer = vertx.setPeriodic(TICK.toMillis(), id -> tick());
        nudge();
    }

    /** Says that something is due. Returns at once. */
    void nudge() {
        context.runOnContext(v -> claim());
    }

    /** Takes up nothing more, waits a moment for steps that are under way, and gives the jobs to the other nodes. */
    void stop() {
        stopping = true;
        vertx.cancelTimer(timer);
        if (running == 0 && !claiming) {
            return;
        }
        try {
            idle.future()
                    .timeout(StopBudget.WORK.toMillis(), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
            jobs.releaseAll();
        } catch (Exception e) { // await also throws checked exceptions
            // The leases then end by themselves.
            Failures.of(e, "releasing jobs of personal data");
        }
    }

    /**
     * To be called before each step.
     *
     * @throws LostLeaseException when the node is stopping, or the job has had its time and others wait
     */
    void beforeStep(PersonalJob job) {
        if (stopping) {
            throw new LostLeaseException();
        }
        Long since = turns.putIfAbsent(job.id(), System.nanoTime());
        if (since != null && System.nanoTime() - since >= turn.toNanos()) {
            turns.remove(job.id());
            if (jobs.makeWay(job)) {
                throw new LostLeaseException();
            }
        }
    }

    private void tick() {
        try {
            jobs.sweep();
        } catch (Exception e) {
            Failures.of(e, "sweeping exports");
        }
        claim();
    }

    private void claim() {
        nudged = true;
        if (claiming) {
            return;
        }
        claiming = true;
        try {
            while (nudged && !stopping && running < MAX_RUNNING) {
                Optional<PersonalJob> job = jobs.claim();
                nudged = job.isPresent();
                job.ifPresent(this::take);
            }
        } catch (Exception e) {
            Failures.of(e, "claiming jobs of personal data");
        } finally {
            claiming = false;
            settle();
        }
    }

    private void take(PersonalJob job) {
        running++;
        context.runOnContext(v -> run(job));
    }

    private void run(PersonalJob job) {
        try {
            work.accept(job);
            LOG.info("{} {} is done", job.kind().wireName(), job.id());
        } catch (LostLeaseException e) {
            LOG.info("{} {} goes on later, or on another node", job.kind().wireName(), job.id());
        } catch (Exception e) {
            postpone(job, e);
        } finally {
            turns.remove(job.id());
            running--;
            settle();
            claim();
        }
    }

    private void postpone(PersonalJob job, Exception failure) {
        if (stopping) {
            return;
        }
        String what = job.kind().wireName() + " " + job.id();
        Duration pause = pause(job.attempts());
        LOG.warn("{} waits {}: {}", what, pause, Failures.of(failure, what).getMessage());
        try {
            jobs.postpone(job, pause);
            // A little later than the database's clock says, so that the job is due when it is looked for.
            vertx.setTimer(pause.toMillis() + 20, id -> nudge());
        } catch (Exception e) {
            Failures.of(e, what);
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void settle() {
        if (stopping && running == 0 && !claiming) {
            idle.tryComplete();
        }
    }
}
