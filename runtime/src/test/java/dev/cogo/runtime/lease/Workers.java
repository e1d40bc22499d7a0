package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A table of work in a real database, and workers of a cluster that looks as the test says. */
final class Workers implements AutoCloseable {
    /** Nothing but an event, a nudge or a due time can explain that anything happens. */
    static final LeaseConfig PATIENT = patient(4, Duration.ofHours(1));

    private static final DatabaseConfig DATABASE = TestDatabase.migrated();
    private static final LeaseTable<Chore> TABLE = LeaseTable.of(
                    "chores", "id, number, attempts", Chore::of, "status = 'open'")
            .onClaim("attempts = attempts + 1");

    final TestCluster cluster = new TestCluster("a", "b");
    final Database database;
    private final Vertx vertx = Vertx.vertx();
    private final List<Worker> workers = new ArrayList<>();

    record Chore(UUID id, int number, int attempts) implements Leased {
        static Chore of(Row row) {
            return new Chore(row.getUUID("id"), row.getInteger("number"), row.getInteger("attempts"));
        }
    }

    Workers() {
        database = Database.open(vertx, DATABASE);
        database.query("DROP TABLE IF EXISTS chores");
        database.query("""
                CREATE TABLE chores (
                    id uuid PRIMARY KEY, number integer NOT NULL, status text NOT NULL DEFAULT 'open',
                    done_by text, finishes integer NOT NULL DEFAULT 0, finished_at timestamptz,
                    attempts integer NOT NULL DEFAULT 0, next_attempt_at timestamptz NOT NULL DEFAULT now(),
                    lease_owner text, lease_until timestamptz)""");
        database.query("CREATE INDEX ON chores (greatest(next_attempt_at, lease_until)) WHERE status = 'open'");
    }

    static LeaseConfig patient(int maxConcurrent, Duration timeSlice) {
        Duration hour = Duration.ofHours(1);
        return new LeaseConfig(
                hour,
                maxConcurrent,
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                hour,
                timeSlice,
                Duration.ofSeconds(20));
    }

    /** Adds work that is due after a while. */
    void add(int count, Duration after) {
        for (int number = 1; number <= count; number++) {
            database.query(
                    "INSERT INTO chores (id, number, next_attempt_at) VALUES ($1, $2, now() + make_interval(secs => $3))",
                    Ids.next(),
                    number,
                    after.toMillis() / 1000.0);
        }
    }

    Worker start(String node, LeaseConfig config, Consumer<Lease<Chore>> handler) {
        Worker worker = new Worker(cluster.seenBy(node), config, handler);
        workers.add(worker);
        return worker;
    }

    static void finish(Lease<Chore> lease, String by) {
        lease.finish(tx -> tx.query("""
                UPDATE chores SET status = 'done', done_by = $2, finishes = finishes + 1, finished_at = clock_timestamp()
                WHERE id = $1""", lease.id(), by));
    }

    long count(String condition) {
        return database.query("SELECT count(*) AS n FROM chores WHERE " + condition)
                .iterator()
                .next()
                .getLong("n");
    }

    @Override
    public void close() {
        workers.forEach(Worker::kill);
        vertx.close().await();
    }

    /** A worker of a node of its own. */
    static final class Worker {
        private final Vertx vertx = Vertx.vertx();
        private final String deployment;
        private LeasedWork<Chore> work;
        private volatile boolean killed;

        Worker(ClusterView view, LeaseConfig config, Consumer<Lease<Chore>> handler) {
            deployment = vertx.deployVerticle(
                            new VerticleBase() {
                                @Override
                                public Future<?> start() {
                                    Database ours = Database.open(vertx, DATABASE);
                                    work = new LeasedWork<>(vertx, view, new Leases<>(ours, view, TABLE, config));
                                    work.start(lease -> handle(handler, lease));
                                    return Future.succeededFuture();
                                }

                                @Override
                                public Future<?> stop() {
                                    if (!killed) {
                                        work.stop();
                                    }
                                    return Future.succeededFuture();
                                }
                            },
                            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                    .await();
        }

        // Closing Vert.x ends what awaits; of a node that is dead, nobody hears of that.
        private void handle(Consumer<Lease<Chore>> handler, Lease<Chore> lease) {
            try {
                handler.accept(lease);
            } catch (Exception e) {
                if (killed) {
                    throw new AssertionError("killed", e);
                }
                throw e;
            }
        }

        void nudge() {
            work.nudge();
        }

        Future<Void> stop() {
            return vertx.undeploy(deployment);
        }

        /** It dies without a word. */
        void kill() {
            killed = true;
            vertx.close().await();
        }
    }
}
