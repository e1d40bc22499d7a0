package dev.cogo.runtime.health;

import io.vertx.core.Future;

/** Something of this node that must be well for it to get requests. What another node does must never decide it. */
public interface HealthCheck {
    /** Its name in the answers of {@code /health/ready}: one word in lower case. */
    String name();

    /**
     * Looks once. It is asked every second, never before it has answered the last time, and counts as failed while it has not
     * answered for two seconds.
     *
     * @return fails, with a sentence for the log, when it is not well
     */
    Future<Void> look();
}
