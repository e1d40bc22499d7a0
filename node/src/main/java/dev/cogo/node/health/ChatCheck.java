package dev.cogo.node.health;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.health.HealthCheck;
import dev.cogo.schema.bus.Role;
import io.vertx.core.Future;

/** Whether this node has a way to a node with the chat role, itself or another: without one it can do nothing for anybody. */
public final class ChatCheck implements HealthCheck {
    private final ClusterView cluster;

    public ChatCheck(ClusterView cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public Future<Void> look() {
        return cluster.topology().with(Role.CHAT).isEmpty()
                ? Future.failedFuture("no node with the chat role is reached")
                : Future.succeededFuture();
    }
}
