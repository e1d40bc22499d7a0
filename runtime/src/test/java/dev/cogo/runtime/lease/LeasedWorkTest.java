package dev.cogo.runtime.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cogo.runtime.lease.Workers.Chore;
import dev.cogo.runtime.lease.Workers.Worker;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasedWorkTest {
    private static final LeaseConfig PATIENT = Workers.PATIENT;

    private final Workers workers = new Workers();

    @AfterEach
    void close() {
        workers.close();
    }

    private static Consumer<Lease<Chore>> finishing(String by) {
        return lease -> Workers.finish(lease, by);
    }

    private void awaitDone(long count) {
        Eventually.until("all is done", () -> workers.count("status = 'done'") == count);
    }

    @Test
    void twoWorkersNeverHoldOneRow() {
        workers.add(200, Duration.ZERO);
        Set<UUID> inWork = ConcurrentHashMap.newKeySet();
        List<UUID> twice = new CopyOnWriteArrayList<>();
        AtomicInteger most = new AtomicInteger();
        for (String node : List.of("a", "b")) {
            AtomicInteger here = new AtomicInteger();
            workers.start(node, PATIENT, lease -> {
                most.accumulateAndGet(here.incrementAndGet(), Math::max);
                if (!inWork.add(lease.id())) {
                    twice.add(lease.id());
                }
                workers.database.query("SELECT pg_sleep(0.002)");
                inWork.remove(lease.id());
                Workers.finish(lease, node);
                here.decrementAndGet();
            });
        }
        awaitDone(200);
        assertThat(twice).isEmpty();
        assertThat(workers.count("finishes = 1 AND attempts = 1 AND lease_owner IS NULL"))
                .isEqualTo(200);
        assertThat(most.get()).isLessThanOrEqualTo(PATIENT.maxConcurrent());
    }

    @Test
    void whatADeadWorkerHeldIsTakenOverWhenItsLeaseIsOver() {
        workers.add(1, Duration.ZERO);
        LeaseConfig brief = LeaseConfig.of(Duration.ofMillis(600), 4);
        Worker dying =
                workers.start("a", brief, lease -> Promise.promise().future().await());
        Eventually.until("it is held", () -> workers.count("lease_owner LIKE 'a/%'") == 1);
        workers.start("b", brief, finishing("b"));
        dying.kill();
        awaitDone(1);
        assertThat(workers.count("done_by = 'b' AND attempts = 2")).isEqualTo(1);
    }

    @Test
    void aMemberThatHasLeftLosesItsLeasesAtOnce() {
        workers.add(3, Duration.ZERO);
        Worker dying =
                workers.start("a", PATIENT, lease -> Promise.promise().future().await());
        Eventually.until("they are held", () -> workers.count("lease_owner LIKE 'a/%'") == 3);
        workers.start("b", PATIENT, finishing("b"));
        dying.kill();
        workers.cluster.become("b");
        awaitDone(3);
    }

    /** As where this node is deaf, or the network is cut: those who sign in the database are alive. */
    @Test
    void aMemberThatIsOutOfSightKeepsItsLeases() {
        workers.add(1, Duration.ZERO);
        workers.start(
                "a",
                Workers.patient(1, Duration.ofHours(1)),
                lease -> Promise.promise().future().await());
        Eventually.until("it is held", () -> workers.count("lease_owner LIKE 'a/%'") == 1);
        workers.database.query(
                "INSERT INTO chores (id, number, lease_owner, lease_until) VALUES ($1, 2, 'c/1/1', now() + interval '1 hour')",
                Ids.next());
        workers.database.query("INSERT INTO cluster_nodes VALUES ('a', now() + interval '1 hour', '{}')");
        workers.start("b", PATIENT, finishing("b"));
        workers.cluster.become("a", "b", "c");
        workers.cluster.become("b");
        awaitDone(1);
        assertThat(workers.count("lease_owner LIKE 'a/%' AND attempts = 1")).isEqualTo(1);
        workers.database.query("DELETE FROM cluster_nodes");
        awaitDone(2);
    }

    @Test
    void aLivingWorkerKeepsItsRows() {
        workers.add(1, Duration.ZERO);
        LeaseConfig brief = LeaseConfig.of(Duration.ofSeconds(3), 4);
        Promise<Void> gate = Promise.promise();
        workers.start("a", brief, lease -> {
            gate.future().await();
            Workers.finish(lease, "a");
        });
        Eventually.until("it is held", () -> workers.count("lease_owner LIKE 'a/%'") == 1);
        workers.start("b", brief, finishing("b"));
        for (int i = 0; i < 4; i++) {
            String before = leaseUntil();
            Eventually.until("a renewal", () -> !leaseUntil().equals(before));
        }
        gate.complete();
        awaitDone(1);
        assertThat(workers.count("done_by = 'a' AND attempts = 1")).isEqualTo(1);
    }

    private String leaseUntil() {
        return workers.database
                .query("SELECT lease_until::text AS until FROM chores")
                .iterator()
                .next()
                .getString("until");
    }

    @Test
    void aStaleHolderWritesNothing() {
        workers.add(1, Duration.ZERO);
        Promise<Void> gate = Promise.promise();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        workers.start("a", PATIENT, lease -> {
            gate.future().await();
            failures.add(catchThrowable(() -> lease.fence(workers.database.query(
                    "UPDATE chores SET number = -1 WHERE id = $1 AND lease_owner = $2", lease.id(), lease.token()))));
            failures.add(catchThrowable(() -> Workers.finish(lease, "a")));
            lease.release(Duration.ZERO);
        });
        Eventually.until("it is held", () -> workers.count("lease_owner LIKE 'a/%'") == 1);
        // It is not dead, and only out of sight.
        workers.start("b", PATIENT, finishing("b"));
        workers.cluster.become("b");
        awaitDone(1);
        gate.complete();
        Eventually.until("the other has tried", () -> failures.size() == 2);
        assertThat(failures).allMatch(LeaseLostException.class::isInstance);
        assertThat(workers.count("done_by = 'b' AND finishes = 1 AND number = 1"))
                .isEqualTo(1);
    }

    /** What the same worker claims anew has another token. */
    @Test
    void aFormerLeaseOfTheSameWorkerIsStaleToo() {
        workers.add(1, Duration.ZERO);
        List<Lease<Chore>> leases = new CopyOnWriteArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        workers.start("a", PATIENT, lease -> {
            leases.add(lease);
            if (leases.size() == 1) {
                lease.release(Duration.ZERO);
            } else {
                failures.add(catchThrowable(() -> Workers.finish(leases.getFirst(), "a former life")));
                Workers.finish(lease, "a");
            }
        });
        awaitDone(1);
        assertThat(failures).allMatch(LeaseLostException.class::isInstance);
        assertThat(workers.count("done_by = 'a'")).isEqualTo(1);
    }

    @Test
    void aStopGivesBackWhatIsNotInWorkAndLetsTheRestFinish() {
        workers.add(2, Duration.ZERO);
        Promise<Void> gate = Promise.promise();
        AtomicInteger begun = new AtomicInteger();
        Worker stopping = workers.start("a", PATIENT, lease -> {
            begun.incrementAndGet();
            if (lease.row().number() == 1) {
                lease.keep();
            } else {
                gate.future().await();
                Workers.finish(lease, "a");
            }
        });
        Eventually.until("both are begun", () -> begun.get() == 2);
        Future<Void> stopped = stopping.stop();
        Eventually.until("the idle one is free", () -> workers.count("number = 1 AND lease_owner IS NULL") == 1);
        assertThat(workers.count("number = 2 AND lease_owner LIKE 'a/%'")).isEqualTo(1);
        gate.complete();
        stopped.await();
        assertThat(workers.count("number = 2 AND done_by = 'a'")).isEqualTo(1);
        workers.start("b", PATIENT, finishing("b"));
        awaitDone(2);
    }

    @Test
    void aStopThatCanNotWaitGivesBackWhatIsInWork() {
        workers.add(1, Duration.ZERO);
        LeaseConfig hasty = PATIENT.withStop(Duration.ofMillis(1));
        Worker stopping =
                workers.start("a", hasty, lease -> Promise.promise().future().await());
        Eventually.until("it is held", () -> workers.count("lease_owner LIKE 'a/%'") == 1);
        stopping.stop().await();
        workers.start("b", PATIENT, finishing("b"));
        awaitDone(1);
    }

    @Test
    void aNudgeWakesAtOnce() {
        AtomicInteger done = new AtomicInteger();
        Worker worker = workers.start("a", PATIENT, lease -> {
            Workers.finish(lease, "a");
            done.incrementAndGet();
        });
        for (int i = 1; i <= 5; i++) {
            workers.add(1, Duration.ZERO);
            worker.nudge();
            int expected = i;
            Eventually.until("it is done", () -> done.get() == expected);
        }
    }

    @Test
    void whatIsDueLaterIsDoneThen() {
        workers.add(2, Duration.ofMillis(300));
        Set<UUID> postponed = new HashSet<>();
        workers.start("a", PATIENT, lease -> {
            if (postponed.add(lease.id())) {
                lease.release(Duration.ofMillis(300));
            } else {
                Workers.finish(lease, "a");
            }
        });
        awaitDone(2);
        assertThat(workers.count("finished_at >= next_attempt_at AND attempts = 2"))
                .isEqualTo(2);
    }

    @Test
    void aRowThatAlwaysFailsDoesNotKeepBackTheOthers() {
        workers.add(30, Duration.ZERO);
        LeaseConfig single = Workers.patient(1, Duration.ofHours(1));
        AtomicInteger failures = new AtomicInteger();
        workers.start("a", single, lease -> {
            if (lease.row().number() == 1) {
                failures.incrementAndGet();
                throw new IllegalStateException("poison");
            }
            Workers.finish(lease, "a");
        });
        awaitDone(29);
        Eventually.until("it is tried again and again", () -> failures.get() > 2);
    }

    /** Two run at the same time: the third must not wait until one of them is done. */
    @Test
    void aLongJobMakesWayForThoseThatWait() {
        int steps = 5;
        workers.add(3, Duration.ZERO);
        List<Integer> taken = new CopyOnWriteArrayList<>();
        LeaseConfig two = Workers.patient(2, Duration.ZERO);
        ConcurrentHashMap<UUID, Integer> positions = new ConcurrentHashMap<>();
        workers.start("a", two, lease -> {
            while (positions.getOrDefault(lease.id(), 0) < steps) {
                lease.checkpoint();
                taken.add(lease.row().number());
                workers.database.query("SELECT 1");
                positions.merge(lease.id(), 1, Integer::sum);
            }
            Workers.finish(lease, "a");
        });
        awaitDone(3);
        assertThat(new HashSet<>(taken.subList(0, steps))).hasSize(3);
        assertThat(taken)
                .allSatisfy(number ->
                        assertThat(taken.stream().filter(number::equals)).hasSize(steps));
    }

    @Test
    void aCheckpointFailsWhenTheWorkerStops() {
        workers.add(1, Duration.ZERO);
        AtomicInteger steps = new AtomicInteger();
        Worker stopping = workers.start("a", PATIENT, lease -> {
            while (true) {
                lease.checkpoint();
                workers.database.query("SELECT 1");
                steps.incrementAndGet();
            }
        });
        Eventually.until("it is at work", () -> steps.get() > 3);
        stopping.stop().await();
        assertThat(workers.count("lease_owner IS NULL")).isEqualTo(1);
    }
}
