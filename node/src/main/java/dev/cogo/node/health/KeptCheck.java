package dev.cogo.node.health;

import dev.cogo.runtime.health.HealthCheck;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check and what it found last. At most one look is under way; changes are logged, once each. Thread-safe. */
final class KeptCheck {
    static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(KeptCheck.class);

    private final HealthCheck check;
    private boolean looking;
    private long lookedAt;
    /** Null before the first answer. */
    private @Nullable Boolean found;

    KeptCheck(HealthCheck check) {
        this.check = check;
    }

    /** Looks, unless the last look has not been answered yet. */
    void look() {
        if (begin()) {
            ask().onComplete(well -> found(null), failure -> found(String.valueOf(failure.getMessage())));
        }
    }

    private synchronized boolean begin() {
        if (looking) {
            if (isLate()) {
                tell("it has not answered for " + TIMEOUT.toSeconds() + " s");
            }
            return false;
        }
        looking = true;
        lookedAt = System.nanoTime();
        return true;
    }

    private Future<Void> ask() {
        try {
            return check.look();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private synchronized void found(@Nullable String fault) {
        looking = false;
        tell(fault);
    }

    private void tell(@Nullable String fault) {
        Boolean before = found;
        found = fault == null;
        if (fault != null && !Boolean.FALSE.equals(before)) {
            LOG.warn("this node is not ready: {}: {}", check.name(), fault);
        } else if (fault == null && Boolean.FALSE.equals(before)) {
            LOG.info("{} is well again", check.name());
        }
    }

    /** What was found last; not so before the first answer, nor while one is overdue. */
    synchronized boolean isWell() {
        return Boolean.TRUE.equals(found) && !(looking && isLate());
    }

    private boolean isLate() {
        return System.nanoTime() - lookedAt > TIMEOUT.toNanos();
    }
}
