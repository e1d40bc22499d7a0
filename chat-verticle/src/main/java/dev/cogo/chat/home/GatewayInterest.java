package dev.cogo.chat.home;

import java.util.HashSet;
import java.util.Set;

/** The interests of a gateway node: what it has announced to this home. Used on the home's event loop only. */
final class GatewayInterest {
    // One difference may be two views of the cluster that have not met yet.
    private static final int TOLERATED_DIFFERENCES = 2;

    private final String node;
    private Set<HomeChannel> announced = new HashSet<>();
    private long hash;
    private int differences;

    GatewayInterest(String node) {
        this.node = node;
    }

    String node() {
        return node;
    }

    boolean follows(HomeChannel channel) {
        return announced.contains(channel);
    }

    void join(HomeChannel channel) {
        if (announced.add(channel)) {
            hash += channel.hash();
            channel.add(this);
        }
    }

    /** True when it had been announced. The channel goes on sending until it is told otherwise. */
    boolean withdraw(HomeChannel channel) {
        boolean was = announced.remove(channel);
        if (was) {
            hash -= channel.hash();
        }
        return was;
    }

    /** Takes back all that was announced. The channels go on sending until they are told otherwise. */
    Set<HomeChannel> withdrawAll() {
        Set<HomeChannel> all = announced;
        announced = new HashSet<>();
        hash = 0;
        differences = 0;
        return all;
    }

    /** Whether this home and the gateway, which believes so, have differed for long enough. */
    boolean differs(int count, long hashOfAll) {
        differences = announced.size() == count && hash == hashOfAll ? 0 : differences + 1;
        return differences >= TOLERATED_DIFFERENCES;
    }
}
