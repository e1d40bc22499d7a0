package dev.cogo.runtime.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.transport.Transport;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose one difference from another is that a handler stands before one port and sees each connection before Vert.x does:
 * a transport is what Vert.x lets the program choose. A test sees that nothing else is left out.
 */
public final class GuardedTransport implements Transport, io.vertx.core.spi.transport.Transport {
    private final Transport chosen;
    private final io.vertx.core.spi.transport.Transport sockets;
    private final String host;
    private final int port;
    private final ChannelHandler guard;

    /**
     * @param host with the port, what the server listens on, as in its options
     * @param guard sharable; of the listening channel, whose messages are the accepted ones
     */
    public GuardedTransport(Transport chosen, String host, int port, ChannelHandler guard) {
        this.chosen = chosen;
        this.sockets = chosen.implementation();
        this.host = host;
        this.port = port;
        this.guard = guard;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        sockets.configure(options, domainSocket, bootstrap);
        if (!domainSocket && options.getPort() == port && host.equals(options.getHost())) {
            bootstrap.handler(guard);
        }
    }

    @Override
    public String name() {
        return chosen.name();
    }

    @Override
    public boolean available() {
        return chosen.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return chosen.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return this;
    }

    @Override
    public boolean supportsDomainSockets() {
        return sockets.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return sockets.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return sockets.isAvailable();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        return sockets.convert(address);
    }

    @Override
    public @Nullable SocketAddress convert(java.net.SocketAddress address) {
        return sockets.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return sockets.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return sockets.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return sockets.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation")
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return sockets.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return sockets.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return sockets.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        sockets.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int timeout, boolean domainSocket, Bootstrap bootstrap) {
        sockets.configure(options, timeout, domainSocket, bootstrap);
    }
}
