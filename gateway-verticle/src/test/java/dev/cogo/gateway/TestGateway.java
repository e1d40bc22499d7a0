package dev.cogo.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.gateway.auth.token.SigningKeys;
import dev.cogo.gateway.http.ApiDocument;
import dev.cogo.gateway.limits.AddressConnections;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.supabase.SupabaseConfig;
import dev.cogo.gateway.tls.TlsAccept;
import dev.cogo.gateway.tls.TlsFiles;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.network.GuardedTransport;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.archive.MetricsDetail;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole gateway with a database of its own, on a free port, and a client for it. The other verticles are not there. */
public final class TestGateway implements AutoCloseable {
    public static final String PASSWORD = "seven quiet lighthouses";
    public static final String OPERATOR = "boss@example.org";
    public static final String LATER_OPERATOR = "later-boss@example.org";
    public static final String ORIGIN = "https://chat.example.com";

    private static final AtomicInteger COUNT = new AtomicInteger();

    public final Vertx vertx;
    public final Path keysDirectory;
    public final SigningKeys keys;
    public final DatabaseConfig database = TestDatabase.migrated();
    public final GatewayConfig config;
    public final GatewayParts parts;
    public final WebClient client;
    public final AtomicBoolean ready = new AtomicBoolean(true);

    private final GatewayNode node;

    /** With limits that no ordinary test meets. */
    public TestGateway() {
        this(SupabaseConfig.defaults());
    }

    public TestGateway(SupabaseConfig supabase) {
        this(generous(), false, buckets(), supabase, Optional.empty());
    }

    /** With HTTPS, as a node has it. Its client trusts everybody. */
    public TestGateway(LimitsConfig limits, TlsFiles tls) {
        this(limits, false, buckets(), SupabaseConfig.defaults(), Optional.of(tls));
    }

    /** Behind a proxy on this machine. */
    public TestGateway(LimitsConfig limits, SupabaseConfig supabase) {
        this(limits, true, buckets(), supabase, Optional.empty());
    }

    public TestGateway(LimitsConfig limits, boolean behindProxy) {
        this(limits, behindProxy, buckets());
    }

    public TestGateway(LimitsConfig limits, boolean behindProxy, AsyncProxyManager<String> buckets) {
        this(limits, behindProxy, buckets, SupabaseConfig.defaults(), Optional.empty());
    }

    private TestGateway(
            LimitsConfig limits,
            boolean behindProxy,
            AsyncProxyManager<String> buckets,
            SupabaseConfig supabase,
            Optional<TlsFiles> tls) {
        GatewayConfig defaults = GatewayConfig.defaults();
        config = new GatewayConfig(
                defaults.httpHost(),
                0,
                tls,
                Set.of(ORIGIN),
                behindProxy ? TrustedProxies.parse(List.of("loopback")) : TrustedProxies.none(),
                Set.of(OPERATOR, LATER_OPERATOR),
                defaults.secrets(),
                defaults.accessTokenLife(),
                defaults.refreshTokenLife(),
                defaults.accounts(),
                64 * 1024,
                limits,
                defaults.realtime(),
                supabase,
                MetricsDetail.EACH);
        vertx = tls.map(files -> guarded(config)).orElseGet(Vertx::vertx);
        Bus.install(vertx);
        try {
            keysDirectory = Files.createTempDirectory("cogo-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AuditLog audit = new AuditLog();
        keys = SigningKeys.open(keysDirectory, audit);
        HealthChecks live = HealthChecks.create(vertx);
        HealthChecks readiness = HealthChecks.create(vertx);
        readiness.register("switch", check -> check.complete(ready.get() ? Status.OK() : Status.KO()));
        parts = GatewayParts.create(
                vertx,
                ClusterView.alone(),
                config,
                keys,
                audit,
                InstantSource.system(),
                buckets,
                new ApiDocument(Future.succeededFuture(Described.CONTRACT)),
                live,
                readiness);
        node = new GatewayNode(vertx, config, parts, database);
        node.start(1).await();
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(node.port())
                        .setSsl(tls.isPresent())
                        .setTrustAll(true)
                        .setVerifyHost(false)
                        .setFollowRedirects(false));
    }

    private static Vertx guarded(GatewayConfig config) {
        TlsAccept accept = new TlsAccept(
                new AddressConnections(config.trustedProxies(), config.limits().address()));
        return Vertx.builder()
                .withTransport(new GuardedTransport(Transport.NIO, config.httpHost(), config.httpPort(), accept))
                .build();
    }

    private static LimitsConfig generous() {
        LimitsConfig usual = LimitsConfig.defaults();
        return usual.with(new LimitsConfig.User(1000, 6000, 1000, 1000))
                .with(new LimitsConfig.Login(1000, 1000, usual.login().window(), 1000));
    }

    public static AsyncProxyManager<String> buckets() {
        return Bucket4jCaffeine.<String>builderFor(Caffeine.newBuilder().maximumSize(10_000))
                .build()
                .asAsync();
    }

    /** A connection to its database, until the gateway is closed. */
    public Pool pool() {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(database.connectOptions())
                .using(vertx)
                .build();
    }

    public int port() {
        return node.port();
    }

    /** An address that nobody has yet. */
    public static String email() {
        return "user" + COUNT.incrementAndGet() + "@example.org";
    }

    /** Registers somebody new; the login as the server gives it. */
    public JsonObject newUser() {
        HttpResponse<Buffer> response =
                post("/auth/register", new JsonObject().put("email", email()).put("password", PASSWORD));
        if (response.statusCode() != 201) {
            throw new IllegalStateException(response.bodyAsString());
        }
        return response.bodyAsJsonObject();
    }

    public HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, path);
    }

    public HttpResponse<Buffer> post(String path, JsonObject body) {
        return client.post(path).sendJsonObject(body).await();
    }

    public HttpResponse<Buffer> post(String path, String token, JsonObject body) {
        return client.post(path)
                .bearerTokenAuthentication(token)
                .sendJsonObject(body)
                .await();
    }

    public HttpResponse<Buffer> get(String path) {
        return client.get(path).send().await();
    }

    public HttpResponse<Buffer> get(String path, String token) {
        return client.get(path).bearerTokenAuthentication(token).send().await();
    }

    /** Stops the doors in order, as a node does. */
    public void stop() {
        node.stop().await();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    /** Read once for all gateways of a JVM: it takes longer than the rest of their starts. */
    private static final class Described {
        private static final OpenAPIContract CONTRACT = read();

        private static OpenAPIContract read() {
            Vertx vertx = Vertx.vertx();
            try {
                return OpenAPIContract.from(vertx, ApiDocument.PATH).await();
            } finally {
                vertx.close().await();
            }
        }
    }
}
