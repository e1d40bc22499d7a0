package dev.cogo.gateway.realtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;

/** One channel on one hub: the sockets that hear it. Used on the hub's event loop only. */
final class HubChannel implements ChannelListener {
    private final String name;
    private final Context context;
    private final Set<ClientSocket> sockets = new LinkedHashSet<>();
    private final Future<Void> joined;
    private int holders;

    HubChannel(String name, Context context, ChannelRegistry registry) {
        this.name = name;
        this.context = context;
        this.joined = registry.join(name, this);
    }

    String name() {
        return name;
    }

    /** Completes when no event can be missed any more. */
    Future<Void> joined() {
        return joined;
    }

    /** Counts a subscription that needs this channel, taken effect or not. */
    void hold() {
        holders++;
    }

    /** Takes back one {@link #hold}; true when nobody needs the channel any more. */
    boolean release(ClientSocket socket) {
        sockets.remove(socket);
        holders--;
        return holders == 0;
    }

    /** Lets the socket hear the channel from now on. */
    void add(ClientSocket socket) {
        sockets.add(socket);
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public void onEvent(ChannelEvent event) {
        for (ClientSocket socket : sockets) {
            socket.deliver(event);
        }
    }
}
