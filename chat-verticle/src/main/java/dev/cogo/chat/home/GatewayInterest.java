package dev.cogo.chat.home;

import java.util.HashSet;
import java.util.Set;

/** The interests of a gateway node: what it has announced to this home. Used on the home's event loop only. */
final class GatewayInterest {
    private final String node;
    private Set<HomeChannel> announced = new HashSet<>();
    private final ReplicaCheck check = new ReplicaCheck();

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
            check.add(channel.hash());
            channel.add(this);
        }
    }

    /** True when it had been announced. The channel goes on sending until it is told otherwise. */
    boolean withdraw(HomeChannel channel) {
        boolean was = announced.remove(channel);
        if (was) {
            check.remove(channel.hash());
        }
        return was;
    }

    /** Takes back all that was announced. The channels go on sending until they are told otherwise. */
    Set<HomeChannel> withdrawAll() {
        Set<HomeChannel> all = announced;
        announced = new HashSet<>();
        check.clear();
        return all;
    }

    /** Whether this home and the gateway, which believes so, have differed for long enough. */
    boolean differs(int count, long hashOfAll) {
        return check.differs(count, hashOfAll);
    }
}
