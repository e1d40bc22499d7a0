package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.error.Failures;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: claims due rows and has them worked on, as many at once as there is room for. It looks on every nudge, when the next
 * row falls due, when a node has left the cluster, and a few times in a lease for what nobody told it. It lives on a
 * virtual-thread verticle's context, where tasks interleave only where they await, so its fields need no lock.
 */
public final class LeasedWork<T extends Leased> {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedWork.class);
    /** So much later than the database's clock says, a row is due when it is looked for. */
    private static final long LATER_MILLIS = 20;
    /** What is due and can't be had is locked by somebody: no reason to ask all the time. */
    private static final long SHORTEST_WAIT_MILLIS = 50;

    private final Vertx vertx;
    private final Context context;
    private final ClusterView cluster;
    private final Leases<T> leases;
    private final Capacity capacity;
    private final long periodMillis;
    private final AtomicReference<Set<String>> members;
    private final Set<String> gone = new HashSet<>();
    private final Promise<Void> settled = Promise.promise();

    private Consumer<Lease<T>> handler = lease -> {};
    private long tickTimer = -1;
    private long dueTimer = -1;
    private long dueNanos;
    private boolean ticking;
    private boolean busy;
    private boolean lookWanted;
    private boolean nudged;
    private boolean more;
    private volatile boolean stopping;

    /** Makes it for the verticle on whose context this runs. */
    public LeasedWork(Vertx vertx, ClusterView cluster, Leases<T> leases) {
        this(vertx, cluster, leases, new Capacity(leases.config().maxConcurrent()));
    }

    /** @param capacity shared with work that does not begin here; it is closed when this stops */
    public LeasedWork(Vertx vertx, ClusterView cluster, Leases<T> leases, Capacity capacity) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.cluster = cluster;
        this.leases = leases;
        this.capacity = capacity;
        this.periodMillis = leases.config().period().toMillis();
        this.members = new AtomicReference<>(cluster.topology().nodes());
    }

    /**
     * Begins.
     *
     * @param handler works on a claimed row; may await. When it returns the lease is no longer renewed, unless it said
     *     {@link Lease#keep}. What it throws is logged, and the row is due again after a pause
     */
    public void start(Consumer<Lease<T>> handler) {
        this.handler = handler;
        leases.onRelease(pause -> wakeIn(pause.toMillis()));
        capacity.onEnd(() -> {
            if (more || nudged) {
                nudge();
            }
        });
        cluster.onChange(this::changed);
        changed(cluster.topology());
        // Nodes that start together should not look together.
        tickTimer = vertx.setTimer(1 + ThreadLocalRandom.current().nextLong(periodMillis), first -> {
            tickTimer = vertx.setPeriodic(periodMillis, again -> tick());
            tick();
        });
        context.runOnContext(v -> look());
    }

    /** Says that something is due. Returns at once; may be called from any thread. */
    public void nudge() {
        context.runOnContext(v -> {
            nudged = true;
            work();
        });
    }

    /**
     * Takes up nothing more, gives back at once what nobody works on, and what is in work when that is done or the time for it
     * is over. Waits.
     */
    public void stop() {
        stopping = true;
        leases.stop();
        vertx.cancelTimer(dueTimer);
        Future<?> idle = Future.all(capacity.close(), settled.future());
        settle();
        try {
            leases.releaseKept();
            // What is not done by then is done again by another worker: that it takes too long is no failure.
            idle.timeout(Math.max(1, leases.config().stop().toMillis()), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
            leases.releaseAll();
        } catch (Exception e) { // await also throws checked exceptions
            // The leases then end by themselves.
            Failures.of(e, "releasing leases of " + leases.table().name());
        } finally {
            vertx.cancelTimer(tickTimer);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Exception e) {
            if (!stopping) {
                Failures.of(e, "claiming work of " + leases.table().name());
            }
        }
    }

    // Called on any thread.
    private void changed(Topology now) {
        Set<String> left = new HashSet<>(members.getAndSet(now.nodes()));
        left.removeAll(now.nodes());
        left.remove(cluster.self());
        if (!left.isEmpty()) {
            context.runOnContext(v -> {
                gone.addAll(left);
                look();
            });
        }
    }

    // Also while it stops: what is in work is renewed until it is done.
    private void tick() {
        // A database that is slower than the timer gets no second tick on top.
        if (!ticking) {
            ticking = true;
            guarded(leases::renew);
            ticking = false;
            look();
        }
    }

    private void look() {
        lookWanted = true;
        work();
    }

    private void work() {
        if (busy) {
            return;
        }
        busy = true;
        guarded(() -> {
            while (!stopping && (lookWanted || nudged && capacity.room() > 0)) {
                if (lookWanted) {
                    lookWanted = false;
                    lookAhead();
                } else {
                    claim();
                }
            }
        });
        busy = false;
        settle();
    }

    /** Claims what is due, and finds out when there will be more. */
    private void lookAhead() {
        freeWhatIsGone();
        OptionalLong next = leases.nextDue();
        if (next.isPresent() && next.getAsLong() <= 0) {
            claim();
            next = more || nudged ? OptionalLong.empty() : leases.nextDue();
        }
        next.ifPresent(this::wakeIn);
    }

    private void claim() {
        nudged = true;
        while (nudged && !stopping && capacity.room() > 0) {
            nudged = false;
            int room = capacity.room();
            List<Lease<T>> claimed = leases.claim(room);
            more = claimed.size() == room;
            claimed.forEach(this::begin);
        }
    }

    // Kept until the database has heard of it.
    private void freeWhatIsGone() {
        gone.removeAll(cluster.topology().nodes());
        if (!gone.isEmpty()) {
            Set<String> nodes = Set.copyOf(gone);
            int freed = leases.free(nodes);
            gone.removeAll(nodes);
            if (freed > 0) {
                LOG.info(
                        "{} leases of {} are free: {} left",
                        freed,
                        leases.table().name(),
                        nodes);
            }
        }
    }

    private void begin(Lease<T> lease) {
        capacity.begin();
        context.runOnContext(v -> run(lease));
    }

    private void run(Lease<T> lease) {
        String what = leases.table().name() + " " + lease.id();
        try {
            if (stopping) {
                lease.release(Duration.ZERO);
                return;
            }
            handler.accept(lease);
            if (!lease.hold().isKept()) {
                lease.forget();
            }
        } catch (LeaseLostException e) {
            LOG.info("{} goes on later, or on another node", what);
            guarded(() -> giveBack(lease));
        } catch (Exception e) { // await also throws checked exceptions
            guarded(() -> postpone(lease, what, e));
        } finally {
            capacity.end();
        }
    }

    private void giveBack(Lease<T> lease) {
        if (lease.isHeld()) {
            lease.release(Duration.ZERO);
        }
    }

    private void postpone(Lease<T> lease, String what, Exception failure) {
        if (stopping) {
            // It may have failed because of that. Its lease goes back with the others.
            LOG.debug("work on {} was cut off", what, failure);
            return;
        }
        Duration pause = leases.config().pauseAfter(lease.row().attempts());
        LOG.warn("{} waits {}: {}", what, pause, Failures.of(failure, what).getMessage());
        lease.release(pause);
    }

    /** Looks when the time is over, unless the next tick comes before. */
    private void wakeIn(long millis) {
        long wait = Math.max(SHORTEST_WAIT_MILLIS, millis + LATER_MILLIS);
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
        if (stopping || wait >= periodMillis || dueTimer >= 0 && dueNanos - at <= 0) {
            return;
        }
        vertx.cancelTimer(dueTimer);
        dueNanos = at;
        dueTimer = vertx.setTimer(wait, due -> {
            dueTimer = -1;
            look();
        });
    }

    private void settle() {
        if (stopping && !busy) {
            settled.tryComplete();
        }
    }
}
