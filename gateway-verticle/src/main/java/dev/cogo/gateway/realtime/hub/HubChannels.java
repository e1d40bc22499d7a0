package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.channel.ChannelRegistry;
import dev.cogo.gateway.realtime.transport.FlushConsolidator;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;

/** The channels that some socket of a hub wants. Used on the hub's event loop only. */
final class HubChannels {
    private final Context context;
    private final FlushConsolidator flushConsolidator;
    private final ChannelRegistry registry;
    private final HubMetrics metrics;
    private final Map<String, HubChannel> channels = new HashMap<>();

    HubChannels(Context context, FlushConsolidator flushConsolidator, ChannelRegistry registry, HubMetrics metrics) {
        this.context = context;
        this.flushConsolidator = flushConsolidator;
        this.registry = registry;
        this.metrics = metrics;
    }

    /** The channel, held for the socket's subscription; joined for the first. Give it back with {@link #release}. */
    HubChannel hold(String name, ClientSocket socket) {
        HubChannel channel = channels.computeIfAbsent(name, this::open);
        channel.hold(socket);
        return channel;
    }

    /** Gives the channel back; the last one leaves it. */
    void release(HubChannel channel, ClientSocket socket) {
        if (channel.release(socket)) {
            channels.remove(channel.name(), channel);
            registry.leave(channel.name(), channel);
        }
    }

    private HubChannel open(String name) {
        HubChannel channel = new HubChannel(name, context, flushConsolidator, registry, metrics);
        // Whoever comes next tries anew.
        channel.joined().onFailure(failure -> channels.remove(name, channel));
        return channel;
    }
}
