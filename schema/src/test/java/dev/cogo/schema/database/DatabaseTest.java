package dev.cogo.schema.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
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
            assertThat(database.query("SELECT id FROM accounts").size()).isZero();
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
            assertThatThrownBy(() -> database.transaction(tx -> 1)).isInstanceOf(CompletionException.class);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
