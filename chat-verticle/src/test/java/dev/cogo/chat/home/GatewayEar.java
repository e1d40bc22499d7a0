package dev.cogo.chat.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.home.TimelineHeads;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway node as homes see it, which says what a test wants it to. */
final class GatewayEar {
    private static final String FENCE = "fence";

    final BlockingQueue<TimelineHeads.Tip> tips = new LinkedBlockingQueue<>();

    private final Vertx vertx;
    private final Bus bus;
    private final String node;
    private final BlockingQueue<EventEnvelope> events = new LinkedBlockingQueue<>();

    GatewayEar(Vertx vertx, ClusterView view) {
        this.vertx = vertx;
        this.bus = new Bus(vertx, view);
        this.node = view.self();
        EventEnvelope.receive(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, node, events::add)
                .completion()
                .await();
        bus.<TimelineHeads, Done>serveHere(Address.GATEWAY_TIPS, told -> {
                    tips.addAll(told.tips());
                    return Future.succeededFuture(Done.DONE);
                })
                .completion()
                .await();
    }

    InterestAck join(String home, Channel... channels) {
        return say(home, new AnnounceInterest(node, false, List.of(), names(channels), 0, 0));
    }

    void leave(String home, Channel... channels) {
        say(home, new AnnounceInterest(node, false, names(channels), List.of(), 0, 0));
    }

    /** Says to have announced these; true when it is to announce everything anew. */
    boolean beat(String home, Channel... channels) {
        long hash = Stream.of(channels)
                .mapToLong(channel -> AnnounceInterest.hashOf(channel.name()))
                .sum();
        return say(home, new AnnounceInterest(node, false, List.of(), List.of(), channels.length, hash))
                .announceAnew();
    }

    InterestAck joinAnew(String home, Channel... channels) {
        return say(home, new AnnounceInterest(node, true, List.of(), names(channels), 0, 0));
    }

    InterestAck say(String home, AnnounceInterest what) {
        return asking(home, what).await();
    }

    Future<InterestAck> asking(String home, AnnounceInterest what) {
        return bus.requestAt(home, Address.HOME_ANNOUNCE, what);
    }

    /** The bodies of all events that were sent to the home before this call and not taken yet. */
    List<String> heardOf(String home) {
        asking(home, new AnnounceInterest("nobody", false, List.of(), List.of(), 0, 0))
                .await();
        new EventEnvelope(FENCE, 0, 0, false, Buffer.buffer())
                .sendTo(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, node);
        List<String> bodies = new ArrayList<>();
        for (EventEnvelope event = next(); !event.channel().equals(FENCE); event = next()) {
            bodies.add(event.body().toString());
        }
        return bodies;
    }

    private EventEnvelope next() {
        try {
            EventEnvelope event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Channel... channels) {
        return Stream.of(channels).map(Channel::name).toList();
    }
}
