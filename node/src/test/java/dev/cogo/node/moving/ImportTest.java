package dev.cogo.node.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Reserve;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A copy that goes on while the former system writes, and while its database goes away. */
class ImportTest {
    private static final Duration PAUSE = Duration.ofMillis(50);

    @AutoClose("shutdown")
    private final Closing vertx = new Closing(Vertx.vertx());

    private final DatabaseConfig former = TestDatabase.empty();
    private final Database ours = Database.open(
            vertx.vertx(),
            TestDatabase.migrated(),
            new Reserve("cogo-import-test", 2, Duration.ofMinutes(1), Map.of()));
    private final List<String> said = new CopyOnWriteArrayList<>();

    private record Closing(Vertx vertx) {
        void shutdown() {
            vertx.close().await();
        }
    }

    @Test
    void itGoesOnWhereItsConnectionBreaksAndTakesEachMessageOnceHoweverItChanges() throws Exception {
        execute("""
                CREATE SEQUENCE public.numbers;
                CREATE TABLE public.chat_messages_realtime (
                    id text PRIMARY KEY DEFAULT nextval('public.numbers')::text, session_id text, user_id text, content text, message_type text,
                    timestamp timestamptz NOT NULL DEFAULT clock_timestamp())""");
        write(1, 50);
        Import copy = new Import(vertx.vertx(), former, "public", ours, said::add, PAUSE);
        assertThat(copy.run()).isTrue();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Boolean> followed = CompletableFuture.supplyAsync(() -> copy.follow(goesOn::get));

        write(51, 60);
        Eventually.become(this::stored, count -> count == 60);
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        write(61, 69);
        execute("INSERT INTO public.chat_messages_realtime (id, session_id, user_id, content)"
                + " VALUES ('a0000000-0000-4000-8000-000000000001', 'sess_1', 'ann', 'line 70')");
        Eventually.become(this::stored, count -> count == 70);
        execute("UPDATE public.chat_messages_realtime SET content = 'another'"
                + " WHERE id IN ('1', 'a0000000-0000-4000-8000-000000000001')");
        Eventually.become(this::changed, count -> count == 2);
        goesOn.set(false);

        assertThat(followed.get()).isTrue();
        assertThat(said).anyMatch(line -> line.contains("messages taken, the newest "));
        assertThat(ours.query("""
                        SELECT count(DISTINCT id) AS ids, max(seq) AS last, bool_and(content = 'line ' || seq) AS in_order
                        FROM chat_messages_history""").iterator().next().toJson().encode())
                .isEqualTo("{\"ids\":70,\"last\":70,\"in_order\":true}");
    }

    private long stored() {
        return count("chat_messages_history");
    }

    private long changed() {
        return count("import_refused WHERE reason LIKE 'was changed there%'");
    }

    private long count(String rows) {
        return ours.query("SELECT count(*) FROM " + rows).iterator().next().getLong(0);
    }

    private void write(int from, int to) throws SQLException {
        execute("INSERT INTO public.chat_messages_realtime (session_id, user_id, content, message_type)"
                + " SELECT 'sess_1', 'ann', 'line ' || n, 'text' FROM generate_series(%d, %d) AS n"
                        .formatted(from, to));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        former.jdbcUrl(),
                        former.user().orElse(null),
                        former.password().orElse(null));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
