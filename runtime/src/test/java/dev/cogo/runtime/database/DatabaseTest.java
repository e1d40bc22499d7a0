package dev.cogo.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.database.Database.Sent;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DatabaseTest {
    @Test
    void aFailedTransactionLeavesNothing(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            assertThatThrownBy(() -> database.transaction(tx -> {
                        tx.query("INSERT INTO accounts (id, display_name) VALUES (gen_random_uuid(), $1)", "a");
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
            assertThat(database.query("SELECT id FROM accounts WHERE NOT is_service")
                            .size())
                    .isZero();
        }
    }

    @Test
    void sentStatementsRunInTheirOrder(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            String name = database.transaction(tx -> {
                Sent locked = tx.send("SELECT pg_advisory_xact_lock(1)");
                Sent begun = tx.send("SELECT now() = statement_timestamp() AS alone");
                locked.rows();
                assertThat(begun.rows().iterator().next().getBoolean("alone")).isFalse();
                Sent first = tx.send("INSERT INTO accounts (id, display_name) VALUES (gen_random_uuid(), $1)", "a");
                Sent second = tx.send("UPDATE accounts SET display_name = display_name || $1", "b");
                Sent third = tx.send("SELECT display_name FROM accounts WHERE NOT is_service");
                first.rows();
                second.rows();
                return third.rows().iterator().next().getString("display_name");
            });
            assertThat(name).isEqualTo("ab");
            assertThat(database.query("SELECT id FROM accounts WHERE NOT is_service")
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void whenASentStatementFailsNothingIsLeft(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            assertThatThrownBy(() -> database.transaction(tx -> {
                        tx.query("SELECT 1");
                        String insert = "INSERT INTO accounts (id, display_name) VALUES (gen_random_uuid(), $1)";
                        List<Sent> sent =
                                List.of(tx.send(insert, "a"), tx.send("SELECT 1 / $1::int", 0), tx.send(insert, "b"));
                        sent.forEach(Sent::rows);
                        return null;
                    }))
                    .isInstanceOfSatisfying(
                            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("22012"));
            assertThat(database.query("SELECT id FROM accounts WHERE NOT is_service")
                            .size())
                    .isZero();
        }
    }

    @Test
    void arraysAreArrays(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            var rows = database.query(
                    "SELECT x FROM unnest($1::text[], $2::int[]) AS t (x, n) ORDER BY n DESC",
                    new String[] {"a", "b"},
                    new Integer[] {1, 2});
            assertThat(rows).extracting(row -> row.getString("x")).containsExactly("b", "a");
        }
    }

    @Test
    void aRefusedConnectionIsUnchecked(Vertx vertx) throws IOException {
        var config = new DatabaseConfig("postgresql://nobody:nothing@127.0.0.1:" + closedPort() + "/nowhere", 1);
        try (Database database = Database.open(vertx, config)) {
            assertThatThrownBy(() -> database.query("SELECT 1"))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> database.transaction(tx -> tx.query("SELECT 1")))
                    .isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void aStatementWhoseAnswerNobodyAsksForIsRunAndMayFailTheTransaction(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            database.query("CREATE TABLE unasked (x int PRIMARY KEY)");
            database.transaction(tx -> {
                tx.query("SELECT 1");
                return tx.send("INSERT INTO unasked VALUES (1)");
            });
            assertThat(database.query("SELECT x FROM unasked")).hasSize(1);
            assertThatThrownBy(() -> database.transaction(tx -> {
                        tx.query("INSERT INTO unasked VALUES (2)");
                        return tx.send("INSERT INTO unasked VALUES (1)");
                    }))
                    .isInstanceOf(PgException.class);
            assertThat(database.query("SELECT x FROM unasked")).hasSize(1);
        }
    }

    @Test
    void aFailureThatTheBodyMakesNothingOfFailsTheTransactionAndItsConnectionIsClean(Vertx vertx) {
        DatabaseConfig config = TestDatabase.migrated();
        try (Database database = Database.open(vertx, new DatabaseConfig(config.uri(), 1))) {
            database.query("CREATE TABLE kept (x int PRIMARY KEY)");
            assertThatThrownBy(() -> database.transaction(tx -> {
                        tx.query("INSERT INTO kept VALUES (1)");
                        assertThatThrownBy(() -> tx.query("SELECT 1 / $1::int", 0))
                                .isInstanceOf(PgException.class);
                        return 0;
                    }))
                    .isInstanceOf(PgException.class);
            // A value of a type that the driver refuses to send, as the last statement; the one before it was sent.
            assertThatThrownBy(() -> database.transaction(tx -> {
                        tx.query("SELECT 1");
                        tx.send("INSERT INTO kept VALUES (2)");
                        return tx.send("INSERT INTO kept VALUES ($1)", "no number");
                    }))
                    .isInstanceOf(RuntimeException.class);
            // The next one has the same connection, and begins a transaction of its own.
            database.transaction(tx -> tx.query("INSERT INTO kept VALUES (3)"));
            assertThat(database.query("SELECT x FROM kept ORDER BY x"))
                    .extracting(row -> row.getInteger("x"))
                    .containsExactly(3);
        }
    }

    /** What a crash of the server does to connections in every state; none may stay taken. */
    @Test
    void connectionsThatTheServerEndsAreReplaced(Vertx vertx) throws Exception {
        DatabaseConfig config = TestDatabase.migrated();
        int connections = 4;
        try (Database database = Database.open(vertx, new DatabaseConfig(config.uri(), connections));
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                boolean transactions = i % 2 == 0;
                loads.add(threads.submit(() -> {
                    while (!over.get()) {
                        try {
                            if (transactions) {
                                database.transaction(tx -> {
                                    tx.query("SELECT pg_sleep(0.001)");
                                    return tx.query("SELECT pg_sleep(0.002)");
                                });
                            } else {
                                database.query("SELECT pg_sleep(0.002)");
                            }
                        } catch (RuntimeException endedByTheServer) {
                            // what it is about
                        }
                    }
                }));
            }
            Vertx other = Vertx.vertx();
            try (Database control = Database.open(other, new DatabaseConfig(config.uri(), 1))) {
                for (int i = 0; i < 30; i++) {
                    control.query("SELECT pg_sleep(0.05)");
                    control.query("""
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()""");
                }
            } finally {
                other.close();
            }
            over.set(true);
            for (Future<?> load : loads) {
                load.get(1, TimeUnit.MINUTES);
            }
            // As many at once as there are connections: each needs its own.
            List<Future<?>> all = new ArrayList<>();
            CyclicBarrier together = new CyclicBarrier(connections);
            for (int i = 0; i < connections; i++) {
                all.add(threads.submit(() -> database.transaction(tx -> {
                    tx.query("SELECT 1");
                    try {
                        return together.await(30, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })));
            }
            for (Future<?> one : all) {
                one.get(1, TimeUnit.MINUTES);
            }
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
