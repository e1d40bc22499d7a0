package dev.cogo.runtime.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTasksTest {
    private static final DatabaseConfig DATABASE = TestDatabase.migrated();
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final TestCluster cluster = new TestCluster("a", "b");
    private final List<Vertx> nodes = new ArrayList<>();
    private final List<String> runs = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(vertx -> vertx.close().await());
    }

    private void start(String node, String name, Consumer<Database> task) {
        Vertx vertx = Vertx.vertx();
        nodes.add(vertx);
        vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                Database database = Database.open(vertx, DATABASE);
                                new PeriodicTasks(vertx, cluster.seenBy(node), database)
                                        .every(OFTEN, OFTEN, name, () -> {
                                            runs.add(node);
                                            task.accept(database);
                                        })
                                        .start();
                                return Future.succeededFuture();
                            }
                        },
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    @Test
    void oneNodeAtATimeRunsIt() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Consumer<Database> task = database -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            database.query("SELECT pg_sleep(0.005)");
            atWork.decrementAndGet();
            throw new IllegalStateException("a failed run is not the last");
        };
        start("a", "alone", task);
        start("b", "alone", task);
        Eventually.until("many runs", () -> runs.size() > 10);
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void anotherNodeGoesOnWhenItsNodeIsGone() {
        start("a", "taken over", database -> Promise.promise().future().await());
        Eventually.until("it is under way", () -> runs.contains("a"));
        start("b", "taken over", database -> {});
        nodes.getFirst().close().await();
        cluster.become("b");
        Eventually.until("the other runs it", () -> runs.contains("b"));
    }
}
