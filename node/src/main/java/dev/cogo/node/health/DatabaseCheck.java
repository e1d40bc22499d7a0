package dev.cogo.node.health;

import dev.cogo.schema.health.HealthCheck;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Whether this node reaches its database; and what its clock shows. */
public final class DatabaseCheck implements HealthCheck {
    private final Probe database;
    private final DatabaseClock clock;

    public DatabaseCheck(Probe database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Future<Void> look() {
        Instant asked = clock.own();
        return database.ask("SELECT clock_timestamp() AS now", Tuple.tuple())
                .onSuccess(rows -> clock.compared(
                        asked,
                        rows.iterator().next().getOffsetDateTime("now").toInstant(),
                        clock.own()))
                .mapEmpty();
    }
}
