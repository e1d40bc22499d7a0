package dev.cogo.node.health;

import dev.cogo.runtime.health.HealthCheck;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node's clock agrees with the database's. What lasts only as long as a time says (leases, retention, limits) goes by
 * either, so a node beyond the leeway must not work.
 */
public final class ClockCheck implements HealthCheck {
    /** Much more than machines with a time service differ by. */
    public static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

    private static final Duration BETWEEN_COMPARISONS = Duration.ofSeconds(10);

    private final Probe database;
    private final DatabaseClock clock;
    // A look's own: there is one at a time.
    private volatile long comparedAt = System.nanoTime() - BETWEEN_COMPARISONS.toNanos();
    private volatile boolean known;
    private volatile boolean told;

    public ClockCheck(Probe database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Future<Void> look() {
        return compare().compose(compared -> judge());
    }

    private Future<Void> compare() {
        if (System.nanoTime() - comparedAt < BETWEEN_COMPARISONS.toNanos()) {
            return Future.succeededFuture();
        }
        Instant asked = clock.own();
        return database.ask("SELECT clock_timestamp() AS now", Tuple.tuple()).compose(rows -> {
            Instant shown = rows.iterator().next().getOffsetDateTime("now").toInstant();
            if (clock.compared(asked, shown, clock.own())) {
                comparedAt = System.nanoTime();
                known = true;
            }
            return known
                    ? Future.succeededFuture()
                    : Future.failedFuture("the database takes too long to be asked for the time");
        });
    }

    private Future<Void> judge() {
        Duration off = clock.offset();
        if (off.abs().compareTo(LEEWAY) <= 0) {
            told = false;
            return Future.succeededFuture();
        }
        String sentence = "this machine's clock is " + off.abs().toSeconds() + " s "
                + (off.isNegative() ? "ahead of" : "behind") + " the database's; set one of them right";
        if (!told) {
            told = true;
            LOG.error("{}", sentence);
        }
        return Future.failedFuture(sentence);
    }
}
