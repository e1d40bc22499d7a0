package dev.cogo.bench.fanout;

import dev.cogo.bench.socket.SocketLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Listeners who read until they listen, and then no more: their loop stands still until this is closed. */
final class SlowReaders implements AutoCloseable {
    private final SocketLoop loop = new SocketLoop("slow");
    private final CountDownLatch end = new CountDownLatch(1);

    private SlowReaders() {}

    /** So many for each contender, on that channel of it. */
    static SlowReaders join(List<Contender> contenders, String channel, int count) {
        SlowReaders slow = new SlowReaders();
        for (Contender contender : contenders) {
            ListenerRamp.join(slow.loop, contender, channel, new Audience(Math.max(1, count)), 0, count);
        }
        CompletableFuture<Boolean> unused = slow.loop.call(slow::standStill);
        return slow;
    }

    private boolean standStill() {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        end.countDown();
        loop.close();
    }
}
