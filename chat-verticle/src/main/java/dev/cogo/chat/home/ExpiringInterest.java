package dev.cogo.chat.home;

import dev.cogo.runtime.eventloop.YieldingLoop;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Interest that expires: what gateways had announced and what counts no longer, but is still passed on for a while: they may not have announced it
 * elsewhere yet. Used on the home's event loop only.
 */
final class ExpiringInterest {
    private final Context context;
    private final Consumer<HomeChannel> whenUnused;
    private final Queue<Faded> queue = new PriorityQueue<>(Comparator.comparingLong(Faded::sinceStart));
    private final long start = System.nanoTime();

    /** @param whenUnused hears of channels that nobody follows any more */
    ExpiringInterest(Context context, Consumer<HomeChannel> whenUnused) {
        this.context = context;
        this.whenUnused = whenUnused;
    }

    /** Ends what the follower no longer announces of these channels, at a time of {@link System#nanoTime}. */
    void end(long nanoTime, GatewayInterest follower, Iterable<HomeChannel> channels) {
        List<HomeChannel> list = new ArrayList<>();
        channels.forEach(list::add);
        if (!list.isEmpty()) {
            queue.add(new Faded(nanoTime - start, follower, list));
        }
    }

    /** Ends what is due. */
    void sweep() {
        long now = System.nanoTime() - start;
        while (!queue.isEmpty() && queue.peek().sinceStart() <= now) {
            Faded faded = queue.remove();
            YieldingLoop.forEach(context, faded.channels(), channel -> end(faded.follower(), channel));
        }
    }

    private void end(GatewayInterest follower, HomeChannel channel) {
        if (!follower.follows(channel)) {
            channel.remove(follower);
            if (channel.followers().isEmpty()) {
                whenUnused.accept(channel);
            }
        }
    }

    private record Faded(long sinceStart, GatewayInterest follower, List<HomeChannel> channels) {}
}
