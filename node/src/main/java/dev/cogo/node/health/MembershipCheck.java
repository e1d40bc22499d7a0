package dev.cogo.node.health;

import dev.cogo.node.cluster.Cluster;
import dev.cogo.runtime.health.HealthCheck;
import io.vertx.core.Future;

/** Whether this node is a member of its cluster: by what it knows itself, since others may be silent. */
public final class MembershipCheck implements HealthCheck {
    private final Cluster cluster;

    public MembershipCheck(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public Future<Void> look() {
        return cluster.isMember()
                ? Future.succeededFuture()
                : Future.failedFuture("this node is no member of its cluster any more");
    }
}
