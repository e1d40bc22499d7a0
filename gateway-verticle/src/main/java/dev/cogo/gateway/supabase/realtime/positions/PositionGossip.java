package dev.cogo.gateway.supabase.realtime.positions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.home.ClientPositions;
import dev.cogo.schema.home.ClientPositions.Position;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other gateway nodes how far this node's clients are, and keeps what they tell: that costs less than a row, and comes
 * earlier. It is a help only, and may be lost; where a client is found again is the database's to say. Thread-safe.
 */
final class PositionGossip {
    /** Between two tellings. */
    private static final int PAUSE_MILLIS = 25;
    /** What is older the database has, whatever the load. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private static final int MAX_KEPT = 200_000;

    private record Client(UUID sessionId, UUID connection) {}

    private final Vertx vertx;
    private final Bus bus;
    private final ClusterView cluster;
    private final Map<Client, Long> untold = new LinkedHashMap<>();
    private final Cache<Client, Long> heard =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MAX_KEPT).build();
    private @Nullable MessageConsumer<BusRecord> consumer;
    private boolean telling;

    PositionGossip(Vertx vertx, Bus bus, ClusterView cluster) {
        this.vertx = vertx;
        this.bus = bus;
        this.cluster = cluster;
    }

    /** Begins to listen; completes when the whole cluster knows. */
    Future<Void> open() {
        MessageConsumer<BusRecord> opened = bus.<ClientPositions, Done>serveHere(Address.GATEWAY_POSITIONS, told -> {
            told.positions()
                    .forEach(position -> heard.asMap()
                            .merge(new Client(position.sessionId(), position.connection()), position.seq(), Math::max));
            return Future.succeededFuture(Done.DONE);
        });
        consumer = opened;
        return opened.completion();
    }

    void close() {
        if (consumer != null) {
            var unused = consumer.unregister();
        }
    }

    /** What another node has told of a client; 0 when nothing. */
    long positionOf(UUID sessionId, UUID connection) {
        Long seq = heard.getIfPresent(new Client(sessionId, connection));
        return seq == null ? 0 : seq;
    }

    /** Tells the others soon. */
    synchronized void publish(Positions.Place place, long seq) {
        if (others().isEmpty()) {
            untold.clear();
            return;
        }
        untold.put(new Client(place.sessionId(), place.connection()), seq);
        tellSoon();
    }

    private synchronized void tellSoon() {
        if (telling || untold.isEmpty()) {
            return;
        }
        telling = true;
        ClientPositions news = new ClientPositions(takeUntold());
        // Not before all have heard it: who can't keep up is told less often, and then only the newest.
        Future.join(others().stream()
                        .map(node -> bus.<Done>requestAt(node, Address.GATEWAY_POSITIONS, news))
                        .toList())
                .onComplete(heardByAll -> vertx.setTimer(PAUSE_MILLIS, next -> {
                    synchronized (this) {
                        telling = false;
                        tellSoon();
                    }
                }));
    }

    private List<Position> takeUntold() {
        List<Position> taken = new ArrayList<>();
        Iterator<Map.Entry<Client, Long>> each = untold.entrySet().iterator();
        while (each.hasNext() && taken.size() < ClientPositions.MAX_POSITIONS) {
            Map.Entry<Client, Long> next = each.next();
            taken.add(new Position(next.getKey().sessionId(), next.getKey().connection(), next.getValue()));
            each.remove();
        }
        return taken;
    }

    private Set<String> others() {
        Set<String> nodes = new HashSet<>(cluster.topology().with(Role.GATEWAY));
        nodes.remove(cluster.self());
        return nodes;
    }
}
