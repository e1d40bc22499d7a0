package dev.cogo.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditStoreTest {
    private static final UUID ANN = UUID.fromString("01a2076b-4400-7daa-8db8-0cbd3594c81d");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditLog log = new AuditLog();
    private Database database;
    private AuditStore store;

    @BeforeEach
    void open() {
        NodeMetrics.install(vertx, registry);
        database = Database.open(vertx, TestDatabase.migrated());
        store = new AuditStore(vertx, database, log);
    }

    @AfterEach
    void leave() {
        vertx.close().await();
    }

    @Test
    void aLineBecomesARow() {
        log.write(AuditEntry.refused(AuditEvent.LOGIN, ErrorCode.INVALID_CREDENTIALS)
                .actor(ANN)
                .target("t")
                .with("user", ANN)
                .with("count", 2)
                .account("ann@example.org")
                .address("192.0.2.1"));
        store.store();
        store.store();
        Row row = database.query("SELECT * FROM audit_log WHERE actor = $1", ANN.toString())
                .iterator()
                .next();
        assertThat(row.toJson().getMap())
                .containsEntry("event", "login")
                .containsEntry("outcome", "refused")
                .containsEntry("reason", "invalid_credentials")
                .containsEntry("target", "t")
                .containsEntry("user_id", ANN.toString())
                .containsEntry("account", "438c4c7afe600cdf")
                .containsEntry("address", "192.0.2.1")
                .containsEntry("request", null);
        assertThat(row.getJsonObject("details")).isEqualTo(new JsonObject().put("count", "2"));
        assertThat(row.getOffsetDateTime("at").toInstant()).isEqualTo(Ids.time(row.getUUID("id")));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void whileTheDatabaseIsAwayRowsWaitAndWhatIsTooMuchIsCounted() {
        database.query("ALTER TABLE audit_log RENAME TO away");
        for (int i = 0; i < AuditQueue.MAX_WAITING + 3; i++) {
            log.queue().add(AuditRow.of(Map.of("event", "login", "outcome", "done")));
        }
        store.store();
        database.query("ALTER TABLE away RENAME TO audit_log");
        assertThat(count()).isZero();
        store.store();
        assertThat(count()).isEqualTo(AuditQueue.MAX_WAITING);
        assertThat(registry.counter("cogo.audit.dropped").count()).isEqualTo(3);
    }

    private int count() {
        return database.query("SELECT count(*)::int AS n FROM audit_log")
                .iterator()
                .next()
                .getInteger("n");
    }
}
