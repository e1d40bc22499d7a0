package dev.cogo.runtime.bus;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls to other nodes that have no answer yet. A node that dies does not answer, and the bus would let its callers wait
 * for their whole time; here they hear of it as soon as the cluster does. Thread-safe.
 */
final class PendingCalls {
    private final Vertx vertx;
    private final ClusterView cluster;
    private final Map<String, Set<Runnable>> giveUps = new ConcurrentHashMap<>();

    PendingCalls(Vertx vertx, ClusterView cluster) {
        this.vertx = vertx;
        this.cluster = cluster;
        cluster.onChange(this::changed);
    }

    /** The answer, or {@code unavailable} when the node leaves before; on the caller's context. */
    <T> Future<T> watch(String node, Future<T> answer) {
        if (node.equals(cluster.self())) {
            return answer;
        }
        Context caller = vertx.getOrCreateContext();
        Promise<T> outcome = Promise.promise();
        Runnable giveUp = () -> caller.runOnContext(go -> outcome.tryFail(new CogoException(
                ErrorCode.UNAVAILABLE, "a node left before it answered; the work may have been done")));
        Set<Runnable> ofNode = giveUps.computeIfAbsent(node, first -> ConcurrentHashMap.newKeySet());
        ofNode.add(giveUp);
        if (!cluster.topology().nodes().contains(node)) {
            // It left meanwhile, and this call came too late to be told.
            giveUp.run();
        }
        answer.onComplete(
                done -> {
                    ofNode.remove(giveUp);
                    outcome.tryComplete(done);
                },
                failure -> {
                    ofNode.remove(giveUp);
                    outcome.tryFail(failure);
                });
        return outcome.future();
    }

    private void changed(Topology topology) {
        for (String node : giveUps.keySet()) {
            if (!topology.nodes().contains(node)) {
                giveUps.remove(node).forEach(Runnable::run);
            }
        }
    }
}
