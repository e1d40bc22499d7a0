package dev.cogo.gateway;

import dev.cogo.gateway.a2a.A2aDoor;
import dev.cogo.gateway.a2a.A2aOperations;
import dev.cogo.gateway.a2a.TaskStreams;
import dev.cogo.gateway.auth.token.TicketVerifier;
import dev.cogo.gateway.http.AgentAuthentication;
import dev.cogo.gateway.http.BodyLimits;
import dev.cogo.gateway.http.Console;
import dev.cogo.gateway.http.Documents;
import dev.cogo.gateway.http.HttpTimers;
import dev.cogo.gateway.http.MetricsBatch;
import dev.cogo.gateway.http.RequestTurns;
import dev.cogo.gateway.http.RestDoor;
import dev.cogo.gateway.http.RestParts;
import dev.cogo.gateway.http.filter.ConnectionGate;
import dev.cogo.gateway.http.filter.CrossOrigin;
import dev.cogo.gateway.http.filter.HeadRequests;
import dev.cogo.gateway.http.filter.PipelineLimit;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.filter.RequestIds;
import dev.cogo.gateway.http.filter.RequestSyntax;
import dev.cogo.gateway.http.filter.SecurityHeaders;
import dev.cogo.gateway.http.filter.SlowRequests;
import dev.cogo.gateway.http.openai.OpenAiError;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.gateway.mcp.McpDoor;
import dev.cogo.gateway.realtime.bridge.EventBusDoor;
import dev.cogo.gateway.realtime.bridge.PageOrigins;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.realtime.stream.EventStreamDoor;
import dev.cogo.gateway.sso.SsoDoor;
import dev.cogo.gateway.supabase.ServiceUsers;
import dev.cogo.gateway.supabase.auth.AuthDoor;
import dev.cogo.gateway.supabase.functions.FunctionsDoor;
import dev.cogo.gateway.supabase.realtime.RealtimeDoor;
import dev.cogo.gateway.supabase.realtime.topic.TopicNames;
import dev.cogo.gateway.supabase.tables.PostgrestProxy;
import dev.cogo.gateway.supabase.tables.TablesDoor;
import dev.cogo.gateway.supabase.tables.read.TableReader;
import dev.cogo.gateway.supabase.tables.write.MetricWrites;
import dev.cogo.gateway.supabase.tables.write.TableWriter;
import dev.cogo.gateway.tls.ServerCertificate;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.cluster.StopBudget;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.agent.AgentToken;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The doors on one event loop. Several on a node share the port and the node's {@link GatewayParts}; {@link GatewayNode}
 * starts and stops them together with what they need.
 */
public final class GatewayVerticle extends VerticleBase {
    private static final Duration IDLE = Duration.ofMinutes(2);
    // Room for a token of 4 KiB among the headers; not for much more, since each connection may fill it.
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final String WEBROOT = "webroot";
    private static final Set<String> NOT_THE_CONSOLES =
            Set.of("a2a", "eventbus", "functions", "mcp", "realtime", "rest", "openapi.yaml", "asyncapi.yaml");

    private final GatewayConfig config;
    private final GatewayParts parts;
    private final Optional<ServerCertificate> certificate;
    private HttpServer server;
    private ClientHub hub;
    private MetricsBatch metrics;

    /** @param certificate to serve HTTPS with; empty for HTTP */
    public GatewayVerticle(GatewayConfig config, GatewayParts parts, Optional<ServerCertificate> certificate) {
        this.config = config;
        this.parts = parts;
        this.certificate = certificate;
    }

    @Override
    public Future<?> start() {
        Problems problems = new Problems();
        Router router = Router.router(vertx);
        problems.catchAll(router);
        SlowRequests slow = new SlowRequests(vertx);
        PipelineLimit pipelines = new PipelineLimit();
        ConnectionGate gate = new ConnectionGate(parts.limits().connections(), NodeMetrics.of(vertx));
        router.route()
                .handler(gate)
                .handler(slow)
                .handler(new RequestIds())
                .handler(new SecurityHeaders(config.trustedProxies()))
                .handler(new CrossOrigin(config.corsOrigins()));

        hub = new ClientHub(
                parts.realtime(),
                parts.bearers(),
                parts.limits().users(),
                parts.limits().realtime(),
                config.supabase().freeChannels(),
                config.supabase().publicChannels());
        TicketVerifier tickets = ticket -> parts.accounts().callTickets(new Cost(), all -> all.redeem(ticket));
        router.route("/eventbus/*")
                .subRouter(new EventBusDoor(vertx, hub, config.corsOrigins(), tickets, parts.bodies()).router());
        EventStreamDoor streams = new EventStreamDoor(vertx, hub);

        metrics = new MetricsBatch(vertx, parts.bus(), config.metrics());
        HttpServerOptions options = options();
        certificate.ifPresent(pem -> pem.applyTo(options));
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    if (gate.admits(connection)) {
                        slow.opened(connection);
                        pipelines.opened(connection);
                    }
                })
                .invalidRequestHandler(problems::invalidRequest)
                .requestHandler(new RequestSyntax(problems, router));
        return parts.document()
                .bodies(vertx, config.maxBodyBytes())
                .compose(bodies -> {
                    RequestTurns turns = new RequestTurns(vertx, config.limits(), config.trustedProxies());
                    mountOthers(router, bodies, turns);
                    mountA2a(router, turns);
                    return parts.document()
                            .contract(vertx)
                            .onSuccess(contract -> mountMcp(router, contract))
                            .compose(known -> Documents.mount(vertx, router))
                            .compose(mounted ->
                                    RestDoor.open(vertx, restParts(), metrics, tickets, streams, bodies, turns))
                            .onSuccess(rest -> mountTables(router, rest.operations(), bodies, turns));
                })
                .compose(rest -> {
                    OpenAiError.mount(router);
                    router.route("/*").subRouter(rest.router());
                    Set<String> reserved = new HashSet<>(NOT_THE_CONSOLES);
                    reserved.addAll(rest.firstSegments());
                    router.route().order(Integer.MIN_VALUE).handler(new HeadRequests(reserved));
                    return Console.mount(vertx, router, WEBROOT, reserved);
                })
                .compose(mounted -> server.listen());
    }

    // The doors that the document does not describe.
    private void mountOthers(Router router, BodyLimits bodies, RequestTurns turns) {
        router.route("/realtime/v1/*")
                .subRouter(new RealtimeDoor(
                                vertx,
                                hub,
                                parts.apiKeys(),
                                parts.tokens(),
                                parts.positions(),
                                new PageOrigins(config.corsOrigins()),
                                new TopicNames(
                                        config.supabase().freeChannels(),
                                        config.supabase().publicChannels(),
                                        config.supabase().former().sessions()),
                                config.maxBodyBytes())
                        .router());
        router.route("/auth/v1/*")
                .handler(new HttpTimers(NodeMetrics.of(vertx)).of("supabase-auth"))
                .subRouter(new AuthDoor(
                                parts.apiKeys(),
                                parts.tokens(),
                                parts.accounts(),
                                parts.limits(),
                                parts.audit(),
                                config.trustedProxies(),
                                config.supabase(),
                                config.accounts(),
                                config.corsOrigins(),
                                bodies.usual(),
                                turns)
                        .router(vertx));
        new SsoDoor(parts.accounts(), parts.limits().addresses(), config.trustedProxies(), turns).mount(router);
        FunctionsDoor.mount(
                router,
                parts.apiKeys(),
                parts.tokens(),
                new ServiceUsers(parts.accounts()),
                parts.limits().users(),
                parts.bus(),
                bodies);
    }

    private void mountTables(Router router, OperationTable operations, BodyLimits bodies, RequestTurns turns) {
        router.route("/rest/v1/*")
                .handler(new HttpTimers(NodeMetrics.of(vertx)).of("supabase-tables"))
                .subRouter(new TablesDoor(
                                vertx,
                                parts.apiKeys(),
                                parts.tokens(),
                                new ServiceUsers(parts.accounts()),
                                config.supabase().former().sessions(),
                                parts.limits(),
                                config.trustedProxies(),
                                bodies.largest(),
                                turns,
                                new TableReader(
                                        vertx,
                                        parts.bus(),
                                        parts.accounts(),
                                        parts.limits().users()),
                                new TableWriter(parts.bus()),
                                new MetricWrites(parts.bus()),
                                operations,
                                config.supabase()
                                        .postgrest()
                                        .map(url -> new PostgrestProxy(vertx, url))
                                        .orElse(null))
                        .router());
    }

    private void mountA2a(Router router, RequestTurns turns) {
        UserLimits limits = parts.limits().users();
        TaskStreams streams = new TaskStreams(vertx, hub);
        new A2aDoor(
                        parts.bearers(),
                        limits,
                        turns,
                        config.trustedProxies(),
                        new A2aOperations(parts.bus(), limits, streams, config.anonymousAi()),
                        streams)
                .mount(router);
    }

    private void mountMcp(Router router, OpenAPIContract contract) {
        router.post("/mcp").handler(new HttpTimers(NodeMetrics.of(vertx)).of("mcp"));
        McpDoor.mount(
                router,
                contract,
                parts.bearers(),
                parts.limits().users(),
                config.corsOrigins(),
                config.trustedProxies());
    }

    private RestParts restParts() {
        return new RestParts(
                parts.bus(),
                parts.tokens(),
                parts.bearers(),
                parts.accounts(),
                new AgentAuthentication(
                        config.secrets().agentToken(),
                        new DerivedSecrets(config.secrets().agentSecretsKey(), AgentToken.PREFIX),
                        parts.limits().users()),
                parts.limits(),
                parts.unread(),
                parts.audit(),
                parts.document(),
                parts.live(),
                parts.ready(),
                config.trustedProxies(),
                config.anonymousAi(),
                config.accounts().providers(),
                config.supabase().former().sessions());
    }

    /** What listens, once deployed. */
    HttpServer server() {
        return server;
    }

    @Override
    public Future<?> stop() {
        StopBudget budget = StopBudget.of(StopBudget.DOORS);
        // Sockets are told to come back elsewhere before requests are waited for.
        return hub.stop()
                .timeout(StopBudget.GOODBYES.toMillis(), TimeUnit.MILLISECONDS)
                .transform(closed -> server.shutdown(budget.until(Duration.ZERO).toMillis(), TimeUnit.MILLISECONDS))
                .transform(closed -> metrics.close());
    }

    private HttpServerOptions options() {
        return config.realtime()
                .applyTo(new HttpServerOptions()
                        .setPort(config.httpPort())
                        .setHost(config.httpHost())
                        .setMaxInitialLineLength(MAX_REQUEST_LINE)
                        .setMaxHeaderSize(MAX_HEADERS)
                        // Browsers speak HTTP/2 over TLS only; where they should, that is the load balancer's.
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout((int) IDLE.toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }
}
