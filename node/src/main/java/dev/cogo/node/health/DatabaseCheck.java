package dev.cogo.node.health;

import dev.cogo.schema.health.HealthCheck;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Whether this node reaches its database. */
public final class DatabaseCheck implements HealthCheck {
    private final Probe database;

    public DatabaseCheck(Probe database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Future<Void> look() {
        return database.ask("SELECT 1", Tuple.tuple()).mapEmpty();
    }
}
