package dev.cogo.gateway.tls;

import dev.cogo.gateway.limits.AddressConnections;
import dev.cogo.gateway.limits.AddressConnections.Seat;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands before a port with TLS: Vert.x knows nothing of a connection before its handshake, which takes memory and can be left half-done
 * for ten seconds. An address has as many of those as it may have silent connections.
 */
@Sharable
public final class TlsAccept extends ChannelInboundHandlerAdapter {
    private final AddressConnections handshakes;
    private final LongAdder refused = new LongAdder();

    /** @param handshakes counts those that are not finished, and nothing else */
    public TlsAccept(AddressConnections handshakes) {
        this.handshakes = handshakes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        Optional<Seat> seat = connection.remoteAddress() instanceof InetSocketAddress remote
                ? handshakes.enter(remote.getAddress())
                : Optional.empty();
        if (seat.isEmpty()) {
            refused.increment();
            connection.unsafe().closeForcibly();
            return;
        }
        connection.pipeline().addLast(new FirstBytes(seat.get()));
        context.fireChannelRead(accepted);
    }

    /** Shows how many connections were closed because their address has too many unfinished handshakes. */
    public void countIn(MeterRegistry registry) {
        FunctionCounter.builder("cogo.http.handshakes.refused", refused, LongAdder::sum)
                .register(registry);
    }
}
