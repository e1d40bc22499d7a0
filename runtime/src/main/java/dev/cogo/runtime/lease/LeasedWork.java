package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.runtime.trace.RequestTrace;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
    /** Between two looks whether a node that has left is dead. */
    private static final long AGAIN_MILLIS = 250;

    private final Vertx vertx;
    private final Context context;
    private final ClusterView cluster;
    private final Leases<T> leases;
    private final Capacity capacity;
    private final long periodMillis;
    private final WorkMetrics metrics;
    private final AtomicReference<Set<String>> members;
    private final Set<String> gone = new HashSet<>();
    private final Promise<Void> settled = Promise.promise();

    private Consumer<Lease<T>> handler = lease -> {};
    private long tickTimer = -1;
    private long dueTimer = -1;
    private long dueNanos;
    private boolean ticking;
    private boolean looking;
    private boolean lookAgain;
    private boolean full;
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
        this.metrics = new WorkMetrics(NodeMetrics.of(vertx), leases.table().kind(), capacity);
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
            if (full) {
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
        nudge();
    }

    /** Says that something is due. Returns at once; may be called from any thread. */
    public void nudge() {
        context.runOnContext(v -> look());
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
        guarded(leases::releaseKept);
        try {
            // What is not done by then is done again by another worker: that it takes too long is no failure.
            idle.timeout(Math.max(1, leases.config().stop().toMillis()), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
            leases.releaseAll();
        } catch (Exception e) { // await also throws checked exceptions
            // The leases then end by themselves.
            Failures.log(e, "releasing leases of " + leases.table().name());
        } finally {
            vertx.cancelTimer(tickTimer);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Exception e) {
            if (!stopping) {
                Failures.log(e, "claiming work of " + leases.table().name());
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
            if (metrics.areKept()) {
                guarded(() -> metrics.found(leases.count()));
            }
            ticking = false;
            look();
        }
    }

    /** Claims what is due, as long as there is room for it, and finds out when there will be more. */
    private void look() {
        lookAgain = true;
        if (looking) {
            return;
        }
        looking = true;
        guarded(() -> {
            while (lookAgain && !stopping) {
                lookAgain = false;
                freeWhatIsGone();
                int room = capacity.room();
                List<Lease<T>> claimed = room == 0 ? List.of() : leases.claim(room);
                claimed.forEach(this::begin);
                // Then the end of some work is when to look again.
                full = claimed.size() == room;
                if (!full) {
                    leases.nextDue().ifPresent(this::wakeIn);
                }
            }
        });
        looking = false;
        settle();
    }

    // A node that can't be seen from here, and goes on working, is in the database: its leases are its own.
    private void freeWhatIsGone() {
        gone.removeAll(cluster.topology().nodes());
        if (!gone.isEmpty()) {
            Set<String> dead = leases.free(Set.copyOf(gone));
            gone.removeAll(dead);
            LOG.debug("{}: dead {}, out of sight {}", leases.table().name(), dead, gone);
            if (!gone.isEmpty()) {
                wakeIn(AGAIN_MILLIS);
            }
        }
    }

    private void begin(Lease<T> lease) {
        capacity.force();
        RequestTrace.resumedOn(context, lease.row().span()).runOnContext(v -> run(lease));
    }

    private void run(Lease<T> lease) {
        try {
            if (stopping) {
                throw new LeaseLostException();
            }
            handler.accept(lease);
            metrics.done();
            if (!lease.isKept()) {
                lease.forget();
            }
        } catch (Exception e) { // await also throws checked exceptions
            guarded(() -> giveBack(lease, e));
        } finally {
            capacity.end();
        }
    }

    private void giveBack(Lease<T> lease, Exception reason) {
        String what = leases.table().name() + " " + lease.id();
        if (reason instanceof LeaseLostException) {
            LOG.info("{} goes on later, or on another node", what);
            metrics.givenBack();
            if (lease.isHeld()) {
                lease.release(Duration.ZERO);
            }
        } else if (stopping) {
            // It may have failed because of that. Its lease goes back with the others.
            LOG.debug("work on {} was cut off", what, reason);
        } else {
            Duration pause = leases.config().pauseAfter(lease.row().attempts());
            metrics.failed();
            LOG.warn("{} waits {}: {}", what, pause, Failures.of(reason, what).getMessage());
            lease.release(pause);
        }
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
        if (stopping && !looking) {
            settled.tryComplete();
        }
    }
}
