package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.bridge.BridgeFormat;
import dev.cogo.gateway.realtime.channel.ChannelListener;
import dev.cogo.gateway.realtime.channel.ChannelRegistry;
import dev.cogo.gateway.realtime.channel.Timelines;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel is announced once, from the first listener to a while after the last, and takes nothing of the bus. */
class ChannelRegistryTest {
    private static final Channel CHANNEL = new Channel.OfEveryone();

    private final BusHandlers handlers = new BusHandlers();
    private Vertx vertx;
    private FakeHome home;

    @BeforeEach
    void open() {
        vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
                .withMetrics(handlers)
                .build();
        Bus.install(vertx);
        home = new FakeHome(vertx, ClusterView.alone(), session -> 0);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void listenersShareTheRegistrationAndTheFrame() {
        ChannelRegistry registry = registry(Duration.ofMillis(50));
        Listener first = new Listener();
        Listener second = new Listener();
        registry.join(CHANNEL.name(), first).await();
        registry.join(CHANNEL.name(), second).await();
        assertThat(home.ever(CHANNEL.name())).isEqualTo(1);

        new ChannelPublisher(vertx, ClusterView.alone()).publish(CHANNEL, EventName.ANNOUNCEMENT, "x");
        RealtimeFixture.until("both hear it", () -> first.frames.size() == 1 && second.frames.size() == 1);
        assertThat(second.frames.getFirst()).isSameAs(first.frames.getFirst());
        assertThat(first.frames.getFirst().text())
                .isEqualTo(
                        "{\"type\":\"rec\",\"address\":\"system_announcements\",\"body\":{\"event\":\"announcement\","
                                + "\"channel\":\"system_announcements\",\"payload\":\"x\"}}");
        assertThat(first.frames.getFirst().bytes())
                .isEqualTo(first.frames.getFirst().text().length());

        registry.leave(CHANNEL.name(), first);
        new ChannelPublisher(vertx, ClusterView.alone()).publish(CHANNEL, EventName.ANNOUNCEMENT, "y");
        RealtimeFixture.until("the other hears on", () -> second.frames.size() == 2);
        registry.leave(CHANNEL.name(), second);
        RealtimeFixture.until("it is given up", () -> home.now(CHANNEL.name()) == 0);
    }

    @Test
    void whoComesBackInTimeFindsItStillThere() {
        ChannelRegistry registry = registry(Duration.ofSeconds(60));
        Listener listener = new Listener();
        for (int i = 0; i < 5; i++) {
            registry.join(CHANNEL.name(), listener).await();
            registry.leave(CHANNEL.name(), listener);
        }
        registry.join(CHANNEL.name(), listener).await();
        assertThat(home.ever(CHANNEL.name())).isEqualTo(1);
    }

    @Test
    void comingAndGoingAtOnceLeavesTheRightState() {
        ChannelRegistry registry = registry(Duration.ofMillis(1));
        Listener listener = new Listener();
        for (int i = 0; i < 60; i++) {
            registry.join(CHANNEL.name(), listener).await();
            new ChannelPublisher(vertx, ClusterView.alone()).publish(CHANNEL, EventName.ANNOUNCEMENT, i);
            int count = i + 1;
            RealtimeFixture.until("the event comes", () -> listener.frames.size() == count);
            registry.leave(CHANNEL.name(), listener);
            if (i % 3 == 0) {
                RealtimeFixture.until("it is given up", () -> home.now(CHANNEL.name()) == 0);
            }
        }
        RealtimeFixture.until("it is given up", () -> home.now(CHANNEL.name()) == 0);
    }

    @Test
    void closingGivesUpEverything() {
        ChannelRegistry registry = registry(Duration.ofSeconds(60));
        int before = handlers.now();
        for (int i = 0; i < 10; i++) {
            registry.join("channel_" + i, new Listener()).await();
        }
        assertThat(handlers.now()).isEqualTo(before);
        registry.close().await();
        assertThat(handlers.now()).isEqualTo(before - 2);
        for (int i = 0; i < 10; i++) {
            assertThat(home.now("channel_" + i)).isZero();
        }
    }

    private ChannelRegistry registry(Duration linger) {
        Bus bus = new Bus(vertx);
        Timelines timelines = new Timelines(bus, RealtimeLimits.defaults(), refused -> {});
        ChannelRegistry registry =
                new ChannelRegistry(vertx, vertx.getOrCreateContext(), bus, ClusterView.alone(), timelines, linger);
        registry.start().await();
        return registry;
    }

    private final class Listener implements ChannelListener {
        private final Context context = vertx.getOrCreateContext();
        private final List<EncodedEvent.Frame> frames = new CopyOnWriteArrayList<>();

        @Override
        public Context context() {
            return context;
        }

        @Override
        public void onEvent(EncodedEvent event) {
            frames.add(event.in(new BridgeFormat()));
        }

        @Override
        public void onLost(long seq) {
            throw new AssertionError("this channel has no timeline");
        }

        @Override
        public Optional<UUID> userOtherThan(Set<UUID> users) {
            return Optional.empty();
        }
    }
}
