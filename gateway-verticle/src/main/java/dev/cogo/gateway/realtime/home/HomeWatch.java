package dev.cogo.gateway.realtime.home;

import dev.cogo.runtime.cluster.ClusterView;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that no channel has a home any more: this node is cut off and has no chat role, or no other node has it. One that is
 * started again at once goes unnoticed. Used on one event loop.
 */
public final class HomeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HomeWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Context context;
    private final ClusterView cluster;
    private final Runnable whenGone;
    private long timer = NONE;

    /** @param whenGone runs once when there has been none for a moment, and again when that comes again */
    public HomeWatch(Vertx vertx, Context context, ClusterView cluster, Runnable whenGone) {
        this.vertx = vertx;
        this.context = context;
        this.cluster = cluster;
        this.whenGone = whenGone;
    }

    /** Begins to look; on the event loop. */
    public void start() {
        cluster.onChange(now -> context.runOnContext(go -> look()));
        look();
    }

    /** Looks no more. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        boolean gone = cluster.topology().owners().isEmpty();
        if (!gone) {
            vertx.cancelTimer(timer);
            timer = NONE;
        } else if (timer == NONE) {
            // Stays until one is back: whoever comes meanwhile is refused anyway.
            timer = vertx.setTimer(PATIENCE.toMillis(), fired -> {
                LOG.warn("no node with the chat role is reached: who listens is told to come again");
                whenGone.run();
            });
        }
    }
}
