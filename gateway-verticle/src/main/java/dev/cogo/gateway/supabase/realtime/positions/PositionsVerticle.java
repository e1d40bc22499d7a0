package dev.cogo.gateway.supabase.realtime.positions;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The positions of this node's clients. Deploy one on each gateway node, with {@code ThreadingModel.VIRTUAL_THREAD}. */
public final class PositionsVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PositionsVerticle.class);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);

    private final StoredPositions positions;
    private final DatabaseConfig config;
    private Database database;

    public PositionsVerticle(StoredPositions positions, DatabaseConfig config) {
        this.positions = positions;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, config);
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge());
        return positions.open(context, database);
    }

    @Override
    public Future<?> stop() {
        positions.close();
        database.close();
        return Future.succeededFuture();
    }

    private void purge() {
        try {
            LOG.debug("deleted {} positions that nobody came back for", positions.purge());
        } catch (RuntimeException e) {
            LOG.warn("old positions could not be deleted; the next round does it", e);
        }
    }
}
