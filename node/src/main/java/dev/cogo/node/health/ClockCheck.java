package dev.cogo.node.health;

import dev.cogo.schema.health.HealthCheck;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node's clock agrees with the database's. What lasts only as long as a time says (leases, retention, limits) goes by
 * either, so a node beyond the leeway must not work.
 */
public final class ClockCheck implements HealthCheck {
    /** Much more than machines with a time service differ by. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

    private final DatabaseClock clock;
    private boolean told;

    public ClockCheck(DatabaseClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Future<Void> look() {
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
