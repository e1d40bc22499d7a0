package dev.cogo.runtime.bus;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.ForHome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds the node that serves a request: its channel's home, or else the caller's own, and when that one does not serve the address
 * another with the role. A node is always asked by its name, so that who waits for one that dies hears of it. Thread-safe.
 */
final class RequestRouter {
    // When a node dies, the bus forgets for a moment what the others serve. Nothing is sent then, and soon after it is.
    private static final Duration UNSETTLED = Duration.ofMillis(50);
    private static final int UNSETTLED_TRIES = 20;
    private static final ReplyException NOBODY = new ReplyException(ReplyFailure.NO_HANDLERS, "nobody is there");

    private final Vertx vertx;
    private final ClusterView cluster;
    private final PendingCalls calls;

    RequestRouter(Vertx vertx, ClusterView cluster) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.calls = new PendingCalls(vertx, cluster);
    }

    /** Sends a request to who should serve it; fails with the bus's own failures. */
    <R extends BusRecord> Future<Message<R>> send(Address address, BusRecord body) {
        return send(address, body, UNSETTLED_TRIES);
    }

    /** Sends a request to one node; fails as soon as that leaves the cluster. */
    <R extends BusRecord> Future<Message<R>> ask(String node, Address address, BusRecord body, Duration patience) {
        return calls.watch(
                node, vertx.eventBus().request(Bus.addressAt(node, address.wireName()), body, Bus.options(patience)));
    }

    private <R extends BusRecord> Future<Message<R>> send(Address address, BusRecord body, int again) {
        Topology topology = cluster.topology();
        String best = body instanceof ForHome request
                ? topology.homeOf(request.homeChannel()).orElse("")
                : cluster.self();
        // An owner that has just left has no say any more, though the table still names it.
        Future<Message<R>> asked = topology.has(best, address.role())
                ? this.<R>ask(best, address, body, address.timeout())
                        .recover(failure -> isUndelivered(failure)
                                ? atFirst(failure, othersThan(best, address.role()), address, body)
                                : Future.failedFuture(failure))
                : atFirst(NOBODY, othersThan(best, address.role()), address, body);
        return asked.recover(failure -> isUndelivered(failure) && again > 0 && maySettle(topology, address.role())
                ? vertx.timer(UNSETTLED.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(later -> send(address, body, again - 1))
                : Future.failedFuture(failure));
    }

    /** Whether somebody who does not seem to serve an address may do so soon. */
    private static boolean maySettle(Topology topology, Role role) {
        return topology.nodes().size() > 1 && !topology.with(role).isEmpty();
    }

    /** In any order, but owners first: a chat node without a partition may have come just now, and serve nothing yet. */
    private Iterator<String> othersThan(String best, Role role) {
        Topology topology = cluster.topology();
        List<String> nodes = new ArrayList<>(topology.with(role));
        Collections.shuffle(nodes);
        Set<String> others = new LinkedHashSet<>(nodes);
        others.retainAll(new HashSet<>(topology.owners()));
        others.addAll(nodes);
        others.remove(best);
        return others.iterator();
    }

    // Node by node and not by the bus's own choice: that may fall on a node that has just died or stops, and nobody
    // would be told of it before the time is over.
    private <R extends BusRecord> Future<Message<R>> atFirst(
            Throwable undelivered, Iterator<String> nodes, Address address, BusRecord request) {
        if (!nodes.hasNext()) {
            return Future.failedFuture(undelivered);
        }
        return this.<R>ask(nodes.next(), address, request, address.timeout())
                .recover(failure -> isUndelivered(failure)
                        ? atFirst(failure, nodes, address, request)
                        : Future.failedFuture(failure));
    }

    // Then nobody has begun to do it, and another node can.
    private static boolean isUndelivered(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
