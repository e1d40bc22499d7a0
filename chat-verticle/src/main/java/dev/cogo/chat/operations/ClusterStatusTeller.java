package dev.cogo.chat.operations;

import dev.cogo.chat.home.Home;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.ClusterStatus;
import dev.cogo.schema.event.ReadClusterStatus;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators how the whole cluster does. The node that is the channel's home does it, so that one does, and only while somebody
 * listens: with nobody there nothing is asked of the database.
 */
public final class ClusterStatusTeller {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterStatusTeller.class);
    private static final Duration EVERY = Duration.ofSeconds(4);
    private static final Channel CHANNEL = new Channel.OfOperators();

    private final Vertx vertx;
    private final Bus bus;
    private final Home home;
    private final ChannelPublisher publisher;
    private long timer;
    private boolean asking;

    public ClusterStatusTeller(Vertx vertx, Bus bus, Home home, ChannelPublisher publisher) {
        this.vertx = vertx;
        this.bus = bus;
        this.home = home;
        this.publisher = publisher;
    }

    /** Begins; call it on the context of a verticle on virtual threads, where it stays. */
    public void start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> tell());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void tell() {
        if (asking) {
            return;
        }
        asking = true;
        try {
            if (home.isHeard(CHANNEL.name()).await()) {
                ClusterStatus status = bus.<ClusterStatus>request(
                                Address.CLUSTER_STATUS_READ, new ReadClusterStatus(), new Cost())
                        .await();
                publisher.publish(CHANNEL, EventName.CLUSTER_STATUS, status);
            }
        } catch (Exception e) { // await also throws checked exceptions
            LOG.debug("how the cluster does was not told: {}", e.toString());
        } finally {
            asking = false;
        }
    }
}
