package dev.cogo.node.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Asks nodes over and over whether they are ready, as load balancers do, and keeps each time that one was not. */
final class ReadyWatch implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    ReadyWatch(List<NodeProcess> nodes) {
        for (NodeProcess node : nodes) {
            threads.add(Thread.ofVirtual().start(() -> watch(node)));
        }
    }

    private void watch(NodeProcess node) {
        while (!closed) {
            if (!node.isReady()) {
                failures.add(node.name());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The nodes that were not ready, each as often as it was seen so. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
