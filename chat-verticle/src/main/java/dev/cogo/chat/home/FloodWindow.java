package dev.cogo.chat.home;

import dev.cogo.runtime.cluster.Topology;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The grace period in which events are flooded to all gateways: of which partitions a node became the owner lately. Used on the home's event loop only. */
final class FloodWindow {
    private final String self;
    private final long nanos;
    private final Map<Integer, Long> until = new HashMap<>();
    private Topology before = Topology.NOBODY;

    FloodWindow(String self, Duration lasts) {
        this.self = self;
        this.nanos = lasts.toNanos();
    }

    /** Takes note of the cluster as it is now; the first time, all that the node owns is new to it. */
    void changed(Topology now) {
        BitSet moved = now.movedSince(before);
        before = now;
        long end = System.nanoTime() + nanos;
        for (int partition = moved.nextSetBit(0); partition >= 0; partition = moved.nextSetBit(partition + 1)) {
            if (now.owners().get(partition).equals(self)) {
                until.put(partition, end);
            }
        }
    }

    /** Whether the node got the partition so lately that it may not know yet who listens there. */
    boolean covers(int partition) {
        if (until.isEmpty()) {
            return false;
        }
        Long end = until.get(partition);
        if (end == null) {
            return false;
        }
        if (end - System.nanoTime() < 0) {
            until.remove(partition);
            return false;
        }
        return true;
    }
}
