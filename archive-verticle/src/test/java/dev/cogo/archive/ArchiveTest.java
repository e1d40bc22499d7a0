package dev.cogo.archive;

import dev.cogo.archive.retention.RetentionConfig;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database with the archive over it, which works when it is asked to. */
abstract class ArchiveTest {
    static final int BATCH = 10;
    static final UUID SESSION = Ids.next();
    private static final DatabaseConfig SHARED = TestDatabase.migrated();

    private final List<Vertx> nodes = new ArrayList<>();
    DatabaseConfig databaseConfig;
    Database database;
    Bus bus;

    @BeforeEach
    void start() {
        databaseConfig = databaseConfig();
        Vertx vertx = node(interval());
        bus = new Bus(vertx);
        database = Database.open(vertx, databaseConfig);
        for (String table :
                List.of("chat_messages_realtime", "chat_messages_history", "function_metrics", "audit_log")) {
            database.query("DELETE FROM " + table);
        }
        database.query("DROP TABLE IF EXISTS before");
    }

    /** A run by the clock would come between: none does within a year. */
    Duration interval() {
        return Duration.ofDays(365);
    }

    RetentionConfig retention() {
        return RetentionConfig.none();
    }

    /** One for all tests: making one for each, and writing them all out at the end, takes longer than the tests. */
    DatabaseConfig databaseConfig() {
        return SHARED;
    }

    @AfterEach
    void stop() {
        nodes.forEach(vertx -> vertx.close().await());
    }

    /** A node of its own with an archive over the same database. */
    Vertx node(Duration interval) {
        Vertx vertx = Vertx.vertx();
        nodes.add(vertx);
        Bus.install(vertx);
        ArchiveConfig config = new ArchiveConfig(
                Duration.ofHours(24),
                interval,
                interval,
                BATCH,
                3,
                Duration.ofDays(30),
                Duration.ofDays(90),
                retention());
        vertx.deployVerticle(
                        new ArchiveVerticle(config, databaseConfig, ClusterView.alone()),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        return vertx;
    }

    ArchiveReport run() {
        return bus.<ArchiveReport>request(Address.ARCHIVE_RUN, new RunArchive(Ids.next()))
                .await();
    }

    /** Puts messages {@code from} to {@code to} of the session into a table, a second apart; the last is the given age. */
    void insert(String table, int from, int to, String age) {
        database.query("""
                INSERT INTO %s (id, session_id, seq, user_id, content, message_type, timestamp)
                SELECT gen_random_uuid(), $1, n, $1, 'message ' || n, 'text',
                       date_trunc('second', now()) - '%s'::interval - make_interval(secs => $3 - n)
                FROM generate_series($2::int, $3::int) AS n""".formatted(table, age), SESSION, from, to);
    }

    /** Writes messages as the chat does: to both tables. */
    void send(int from, int to, String age) {
        insert("chat_messages_history", from, to, age);
        database.query(
                "INSERT INTO chat_messages_realtime SELECT * FROM chat_messages_history WHERE seq BETWEEN $1 AND $2",
                (long) from,
                (long) to);
    }

    List<Long> seqs(String table) {
        List<Long> seqs = new ArrayList<>();
        database.query("SELECT seq FROM " + table + " ORDER BY seq").forEach(row -> seqs.add(row.getLong("seq")));
        return seqs;
    }

    List<Long> hot() {
        return seqs("chat_messages_realtime");
    }

    List<Long> history() {
        return seqs("chat_messages_history");
    }

    static List<Long> range(int from, int to) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            seqs.add(seq);
        }
        return seqs;
    }
}
