package dev.cogo.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

class MigrationsTest {
    private static final int NODES = 8;

    @RepeatedTest(5)
    void nodesThatStartTogetherOnAnEmptyDatabaseTakeTurns() throws Exception {
        DatabaseConfig config = TestDatabase.empty();
        CyclicBarrier together = new CyclicBarrier(NODES);
        Callable<Integer> node = () -> {
            together.await();
            return Migrations.run(config);
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
            List<Future<Integer>> nodes = IntStream.range(0, NODES)
                    .mapToObj(i -> threads.submit(node))
                    .toList();
            int working = 0;
            for (Future<Integer> each : nodes) {
                working += each.get() > 0 ? 1 : 0;
            }
            assertThat(working).as("nodes that had something to do").isEqualTo(1);
        }
    }
}
