package dev.cogo.chat.home;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.channel.ByteBudget;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.cluster.Topology;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.eventloop.YieldingLoop;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.home.ReadRecent;
import dev.cogo.schema.message.TimelinePage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A node as the home of channels. Make one for a node with the chat role. Its methods are for any thread; its state lives on an
 * event loop of its own.
 *
 * <p>It does what it is asked also for channels that are at home elsewhere: two nodes may see the cluster differently for a
 * moment. So a node that passes a channel on goes on sending to those who listen, for {@link HomeLimits#fade}, and one that gets
 * a channel sends to every gateway, for {@link HomeLimits#flood}, since it does not know yet who listens.
 */
public final class Home {
    private static final long MAX_RECENT_BYTES = 32L * 1024 * 1024;

    private final Vertx vertx;
    private final ClusterView cluster;
    private final Bus bus;
    private final HomeLimits limits;
    private final Context context;
    private final HeadMonitor tips;
    private final ByteBudget memory = new ByteBudget(MAX_RECENT_BYTES);
    private final ExpiringInterest fading;
    private final Map<String, HomeChannel> channels = new HashMap<>();
    private final Map<String, GatewayInterest> followers = new HashMap<>();
    private final HomeUsers users = new HomeUsers();
    private final FloodWindow floodWindow;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private final Counter floods;
    private Topology topology;
    private long sweepTimer;
    private boolean stopped;

    /** @param reading the context of a virtual-thread verticle, where the database is read */
    public Home(Vertx vertx, ClusterView cluster, Bus bus, Context reading, Database database) {
        this(vertx, cluster, bus, new SessionHeads(reading, database)::read, HomeLimits.defaults());
    }

    Home(
            Vertx vertx,
            ClusterView cluster,
            Bus bus,
            Function<List<UUID>, Future<Map<UUID, Long>>> database,
            HomeLimits limits) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.bus = bus;
        this.limits = limits;
        // It outlasts the verticle that it serves: what that stores at last is still to be passed on.
        this.context = Contexts.newEventLoop(vertx);
        this.tips = new HeadMonitor(vertx, context, bus, limits, database);
        this.fading = new ExpiringInterest(context, this::drop);
        this.floodWindow = new FloodWindow(cluster.self(), limits.flood());
        this.topology = cluster.topology();
        MeterRegistry registry = NodeMetrics.of(vertx);
        this.floods = registry.counter("cogo.home.floods");
        Gauge.builder("cogo.home.channels", channels, Map::size).register(registry);
        Gauge.builder("cogo.home.gateways", followers, Map::size).register(registry);
    }

    /** Begins; completes when the whole cluster knows. */
    public Future<Void> start() {
        return Contexts.compose(context, () -> {
            floodWindow.changed(topology);
            cluster.onChange(now -> context.runOnContext(go -> changed()));
            changed();
            tips.start();
            sweepTimer = vertx.setPeriodic(1000, tick -> fading.sweep());
            consumers.add(bus.serveHere(Address.HOME_ANNOUNCE, this::announced));
            consumers.add(bus.serveHere(Address.HOME_RECENT, this::recent));
            consumers.add(EventEnvelope.receive(
                    vertx.eventBus(), EventEnvelope.Destination.HOME, cluster.self(), this::passOn));
            return Future.all(
                            consumers.stream().map(MessageConsumer::completion).toList())
                    .mapEmpty();
        });
    }

    /** Ends; what comes later is lost. */
    public Future<Void> stop() {
        return Contexts.compose(context, () -> {
            stopped = true;
            tips.stop();
            vertx.cancelTimer(sweepTimer);
            return Future.join(
                            consumers.stream().map(MessageConsumer::unregister).toList())
                    .mapEmpty();
        });
    }

    /** Whether a channel is at home here, and somebody listens to it. */
    public Future<Boolean> isHeard(String name) {
        return Contexts.call(context, () -> {
            HomeChannel channel = channels.get(name);
            return channel != null && isHere(channel) && !channel.followers().isEmpty();
        });
    }

    /** Who listens to their own channels that are at home here, see {@link HomeUsers#take}. */
    public Future<HomeUsers.Taken> takeUsers() {
        return Contexts.call(context, users::take);
    }

    /** Calls it, on an event loop, when somebody begins to listen to their own channel here and all others were taken. */
    public void whenUsersCome(Runnable handler) {
        context.runOnContext(go -> users.whenTheyCome(handler));
    }

    private void passOn(EventEnvelope event) {
        HomeChannel channel = channels.get(event.channel());
        if (channel != null && channel.passed(event)) {
            tips.moved(channel);
        }
        List<GatewayInterest> listening = channel == null ? List.of() : channel.followers();
        if (floodWindow.covers(topology.partitionOf(event.channel()))) {
            floods.increment();
            Set<String> everybody = new HashSet<>(topology.with(Role.GATEWAY));
            listening.forEach(gatewayInterest -> everybody.add(gatewayInterest.node()));
            everybody.forEach(node -> event.sendTo(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, node));
        } else {
            for (GatewayInterest gatewayInterest : listening) {
                event.sendTo(vertx.eventBus(), EventEnvelope.Destination.GATEWAY, gatewayInterest.node());
            }
        }
    }

    private Future<InterestAck> announced(AnnounceInterest said) {
        GatewayInterest gatewayInterest = followers.computeIfAbsent(said.gateway(), GatewayInterest::new);
        if (said.anew()) {
            fading.end(later(), gatewayInterest, gatewayInterest.withdrawAll());
        }
        for (String name : said.leaves()) {
            HomeChannel channel = channels.get(name);
            if (channel != null && gatewayInterest.withdraw(channel)) {
                channel.remove(gatewayInterest);
                drop(channel);
            }
        }
        List<HomeChannel> joined = said.joins().stream().map(this::channel).toList();
        joined.forEach(gatewayInterest::join);
        boolean isBeat = said.joins().isEmpty() && said.leaves().isEmpty();
        boolean anew = isBeat && gatewayInterest.differs(said.count(), said.hash());
        List<HomeChannel> unknown =
                joined.stream().filter(HomeChannel::isTipMissing).toList();
        Future<Void> known =
                unknown.isEmpty() ? Future.succeededFuture() : tips.questions().ask(unknown);
        return known.map(
                done -> new InterestAck(joined.stream().map(HomeChannel::head).toList(), anew));
    }

    private Future<TimelinePage> recent(ReadRecent request) {
        return Optional.ofNullable(channels.get(new Channel.OfSession(request.sessionId()).name()))
                .flatMap(channel -> channel.recent(request.after(), request.limit()))
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(
                        new CogoException(ErrorCode.NOT_FOUND, "the home does not have these events in memory")));
    }

    private HomeChannel channel(String name) {
        return channels.computeIfAbsent(name, first -> {
            HomeChannel made = new HomeChannel(name, memory);
            tips.add(made);
            if (made.userId() != null) {
                users.add(made.userId());
            }
            return made;
        });
    }

    private void drop(HomeChannel channel) {
        if (channel.followers().isEmpty()) {
            channels.remove(channel.name(), channel);
            if (channel.userId() != null) {
                users.remove(channel.userId());
            }
            channel.forgetRecent();
        }
    }

    private void changed() {
        Topology now = cluster.topology();
        Topology before = topology;
        if (stopped || now.equals(before)) {
            return;
        }
        topology = now;
        floodWindow.changed(now);
        for (GatewayInterest gatewayInterest : List.copyOf(followers.values())) {
            if (before.nodes().contains(gatewayInterest.node()) && !now.nodes().contains(gatewayInterest.node())) {
                followers.remove(gatewayInterest.node());
                fading.end(System.nanoTime(), gatewayInterest, gatewayInterest.withdrawAll());
            }
        }
        fading.sweep();
        boolean lost = now.movedSince(before).stream()
                .anyMatch(partition -> before.owners().isEmpty()
                        || before.owners().get(partition).equals(cluster.self()));
        if (lost) {
            handOver();
        }
    }

    /** What is at home elsewhere now gets announced there; here it fades. */
    private void handOver() {
        Map<GatewayInterest, List<HomeChannel>> withdrawn = new HashMap<>();
        YieldingLoop.forEach(context, List.copyOf(channels.values()), channel -> {
                    if (!isHere(channel)) {
                        channel.forgetRecent();
                        for (GatewayInterest gatewayInterest : channel.followers()) {
                            if (gatewayInterest.withdraw(channel)) {
                                withdrawn
                                        .computeIfAbsent(gatewayInterest, first -> new ArrayList<>())
                                        .add(channel);
                            }
                        }
                    }
                })
                .onSuccess(all ->
                        withdrawn.forEach((gatewayInterest, list) -> fading.end(later(), gatewayInterest, list)));
    }

    private boolean isHere(HomeChannel channel) {
        return topology.homeOf(channel.name()).filter(cluster.self()::equals).isPresent();
    }

    private long later() {
        return System.nanoTime() + limits.fade().toNanos();
    }
}
