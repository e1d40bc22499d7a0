package dev.cogo.gateway.http.filter;

import dev.cogo.gateway.limits.AddressConnections;
import dev.cogo.gateway.limits.AddressConnections.Seat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Optional;

/**
 * Lets in as many TCP connections of an address as it may have, and as many that have not asked for anything yet. Of one event
 * loop.
 */
public final class ConnectionGate implements PlatformHandler {
    // On the channel, which is there until the connection ends, also as a WebSocket: Vert.x does not see the end of
    // those.
    private static final AttributeKey<Seat> SEAT = AttributeKey.valueOf(ConnectionGate.class, "seat");

    private final AddressConnections connections;
    private final Counter refused;

    public ConnectionGate(AddressConnections connections, MeterRegistry registry) {
        this.connections = connections;
        this.refused = registry.counter("cogo.http.connections.refused");
    }

    /** To be told of each new connection; false when it was closed. */
    public boolean admits(HttpConnection connection) {
        Optional<Seat> seat = connections.enter(connection.remoteAddress());
        if (seat.isEmpty()) {
            refused.increment();
            connection.close();
            return false;
        }
        Channel channel = channel(connection);
        channel.attr(SEAT).set(seat.get());
        channel.closeFuture().addListener(ended -> seat.get().left());
        return true;
    }

    @Override
    public void handle(RoutingContext context) {
        Seat seat = channel(context.request().connection()).attr(SEAT).get();
        if (seat != null) {
            seat.spoke();
        }
        context.next();
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
