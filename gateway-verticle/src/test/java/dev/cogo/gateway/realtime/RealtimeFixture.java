package dev.cogo.gateway.realtime;

import dev.cogo.gateway.GatewayConfig;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.contract.CallBodies;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.limits.AddressConnections;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.realtime.bridge.EventBusDoor;
import dev.cogo.gateway.realtime.bridge.PageOrigins;
import dev.cogo.gateway.realtime.bridge.Seqs;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.realtime.hub.RealtimeNode;
import dev.cogo.gateway.realtime.stream.EventStreamDoor;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.realtime.RealtimeDoor;
import dev.cogo.gateway.supabase.realtime.topic.TopicNames;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.Records;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.identity.FormerSessionIds;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node's realtime half with real sockets: some event loops, each with a port of its own, and fake services on the bus. */
final class RealtimeFixture implements AutoCloseable {
    private static final CallBodies BODIES = CallBodies.read();

    final BusHandlers handlers = new BusHandlers();
    final Vertx vertx;
    final Bus bus;
    final FakeServices services = new FakeServices();
    final FakeHome home;
    final TestTokens tokens;
    final ApiKeys keys = new ApiKeys(
            GatewayConfig.defaults().secrets().anonKeySecret(),
            GatewayConfig.defaults().secrets().serviceKeySecret());
    final FakePositions positions = new FakePositions();
    final RealtimeNode node;
    /** Users who may send no more. */
    final Set<UUID> spent = ConcurrentHashMap.newKeySet();

    final AddressConnections addresses;
    /** Whose requests are beyond the limit. */
    final Set<UUID> tooBusy = ConcurrentHashMap.newKeySet();

    private final HttpServerOptions serverOptions;
    private final List<Loop> loops = new ArrayList<>();

    RealtimeFixture() {
        this(quick(), 1);
    }

    RealtimeFixture(RealtimeLimits limits, int eventLoops) {
        this(limits, eventLoops, new HttpServerOptions());
    }

    /** @param address what one address may have */
    RealtimeFixture(LimitsConfig.Address address) {
        this(quick(), 1, new HttpServerOptions(), address);
    }

    /** @param server what its servers are to be beside what the limits ask for: encrypted, for example */
    RealtimeFixture(RealtimeLimits limits, int eventLoops, HttpServerOptions server) {
        this(limits, eventLoops, server, new LimitsConfig.Address(1_000_000, 1_000_000, 1_000_000));
    }

    private RealtimeFixture(
            RealtimeLimits limits, int eventLoops, HttpServerOptions server, LimitsConfig.Address address) {
        this.addresses = new AddressConnections(TrustedProxies.parse(List.of("loopback")), address);
        this.serverOptions = limits.applyTo(server);
        vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
                .withMetrics(handlers)
                .build();
        Bus.install(vertx);
        bus = new Bus(vertx);
        tokens = new TestTokens(vertx);
        vertx.deployVerticle(services, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        home = new FakeHome(vertx, ClusterView.alone(), services::lastSeq);
        node = new RealtimeNode(vertx, bus, ClusterView.alone(), limits, ended -> {});
        node.start().await();
        for (int i = 0; i < eventLoops; i++) {
            Loop loop = new Loop();
            vertx.deployVerticle(loop).await();
            loops.add(loop);
        }
    }

    /** The defaults with short times, so that tests need not wait. */
    static RealtimeLimits quick() {
        return RealtimeLimits.defaults()
                // Room for a storm of one user's connections.
                .with(Records.with(RealtimeLimits.defaults().inbound(), "maxUserSockets", 1_000))
                .with(new RealtimeLimits.Times(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(90),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(150),
                        Duration.ofMillis(150),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(25)));
    }

    TestClient raw() {
        return TestClient.raw(vertx, port(0));
    }

    TestClient raw(int loop) {
        return TestClient.raw(vertx, port(loop));
    }

    TestClient encrypted() {
        return TestClient.encrypted(vertx, port(0));
    }

    TestClient sockJs() {
        return TestClient.sockJs(vertx, port(0));
    }

    PhoenixClient phoenix(@Nullable String vsn) {
        return PhoenixClient.connect(vertx, port(0), anonKey(), vsn);
    }

    String anonKey() {
        return ApiKeys.make(
                ApiKeys.Role.ANON, GatewayConfig.defaults().secrets().anonKeySecret());
    }

    String serviceKey() {
        return ApiKeys.make(
                ApiKeys.Role.SERVICE_ROLE, GatewayConfig.defaults().secrets().serviceKeySecret());
    }

    int port(int loop) {
        return loops.get(loop).server.actualPort();
    }

    /** How many connections an event loop's hub has. */
    int sockets(int loop) {
        return on(loop, () -> loops.get(loop).hub.size());
    }

    /** How many closed connections have not ended yet. */
    int leaving(int loop) {
        return on(loop, () -> loops.get(loop).hub.leaving());
    }

    Future<Void> stopHub(int loop) {
        Promise<Void> stopped = Promise.promise();
        loops.get(loop).home.runOnContext(go -> loops.get(loop).hub.stop().onComplete(stopped));
        return stopped.future();
    }

    void announce(String content) {
        publish(new Channel.OfEveryone(), EventName.ANNOUNCEMENT, new Announcement(Ids.next(), content, Instant.now()));
    }

    void publish(Channel channel, EventName event, Object payload) {
        new ChannelPublisher(vertx, ClusterView.alone()).publish(channel, event, payload);
    }

    static void until(String what, BooleanSupplier condition) {
        Eventually.until(what, condition);
    }

    @Override
    public void close() {
        for (int i = 0; i < loops.size(); i++) {
            stopHub(i).await();
        }
        node.stop().await();
        vertx.close().await();
    }

    private <T> T on(int loop, Supplier<T> question) {
        Promise<T> answer = Promise.promise();
        loops.get(loop).home.runOnContext(go -> answer.complete(question.get()));
        return answer.future().await();
    }

    /** What the REST door does around the stream, without the rest of it. */
    private void openStream(EventStreamDoor streams, RoutingContext context) {
        String bearer = context.request().getHeader("Authorization");
        String ticket = context.request().getParam("ticket");
        Future<Identity> caller = bearer != null
                ? tokens.verify(bearer.substring("Bearer ".length()))
                : ticket != null
                        ? tokens.redeem(ticket)
                        : Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "who are you?"));
        String since = context.request().getHeader("Last-Event-ID");
        UUID session = UUID.fromString(context.pathParam("sessionId"));
        caller.compose(who -> streams.open(
                        context.request(), who, session, since == null ? null : Seqs.parse(since, "Last-Event-ID")))
                .onFailure(failure -> context.response()
                        .setStatusCode(400)
                        .end(new JsonObject()
                                .put("code", ((CogoException) failure).code().wireName())
                                .encode()));
    }

    private final class Loop extends VerticleBase {
        private Context home;
        private ClientHub hub;
        private HttpServer server;

        @Override
        public Future<?> start() {
            home = context;
            RateLimits rates = new RateLimits() {
                @Override
                public Future<Void> spendMessages(UUID userId, int n) {
                    return spent.contains(userId)
                            ? Future.failedFuture(CogoException.retryAfter(
                                    ErrorCode.RATE_LIMITED, "too many messages", Duration.ofSeconds(7)))
                            : Future.succeededFuture();
                }

                @Override
                public Future<Void> spendRequests(UUID userId, int n) {
                    return tooBusy.contains(userId)
                            ? Future.failedFuture(CogoException.retryAfter(
                                    ErrorCode.RATE_LIMITED, "too many requests", Duration.ofSeconds(5)))
                            : Future.succeededFuture();
                }
            };
            GatewayConfig config = GatewayConfig.defaults();
            hub = new ClientHub(
                    node,
                    tokens,
                    rates,
                    addresses,
                    config.supabase().freeChannels(),
                    config.supabase().publicChannels());
            Router router = Router.router(vertx);
            new Problems().catchAll(router);
            router.route("/eventbus/*")
                    .subRouter(new EventBusDoor(vertx, hub, Set.of("https://chat.example.com"), tokens::redeem, BODIES)
                            .router());
            EventStreamDoor streams = new EventStreamDoor(vertx, hub);
            router.get("/chat/session/:sessionId/events").handler(request -> openStream(streams, request));
            router.route("/realtime/v1/*")
                    .subRouter(new RealtimeDoor(
                                    vertx,
                                    hub,
                                    keys,
                                    tokens,
                                    positions,
                                    new PageOrigins(config.corsOrigins()),
                                    new TopicNames(
                                            config.supabase().freeChannels(),
                                            config.supabase().publicChannels(),
                                            FormerSessionIds.none()),
                                    config.maxBodyBytes())
                            .router());
            server = vertx.createHttpServer(serverOptions).requestHandler(router);
            return server.listen(0, "127.0.0.1");
        }
    }
}
