package dev.cogo.node;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.gateway.GatewayNode;
import dev.cogo.gateway.GatewayParts;
import dev.cogo.gateway.auth.token.SigningKeys;
import dev.cogo.gateway.http.ApiDocument;
import dev.cogo.node.cluster.Cluster;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.health.Health;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.DatabaseConfig;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The gateway, with limits that are counted over the whole cluster. */
final class GatewayDoor implements Door {
    private static final String BUCKETS = "cogo-rate-limits";
    private static final int MAX_LOCAL_BUCKETS = 1_000_000;
    private static final Duration KEEP_FULL_BUCKET = Duration.ofSeconds(10);

    private final GatewayNode gateway;

    GatewayDoor(
            Vertx vertx,
            NodeConfig config,
            DatabaseConfig database,
            Optional<Cluster> cluster,
            Health health,
            InstantSource clock,
            ApiDocument document) {
        AuditLog audit = new AuditLog();
        GatewayParts parts = GatewayParts.create(
                vertx,
                cluster.<ClusterView>map(Cluster::view).orElseGet(ClusterView::alone),
                config.gateway(),
                SigningKeys.open(config.keysDir(), audit),
                audit,
                clock,
                cluster.map(GatewayDoor::shared).orElseGet(GatewayDoor::alone),
                document,
                health.live(),
                health.ready());
        this.gateway = new GatewayNode(vertx, config.gateway(), parts, database);
    }

    private static AsyncProxyManager<String> shared(Cluster cluster) {
        return Bucket4jHazelcast.entryProcessorBasedBuilder(cluster.hazelcast().<String, byte[]>getMap(BUCKETS))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEEP_FULL_BUCKET))
                .build()
                .asAsync();
    }

    private static AsyncProxyManager<String> alone() {
        return Bucket4jCaffeine.<String>builderFor(Caffeine.newBuilder().maximumSize(MAX_LOCAL_BUCKETS))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEEP_FULL_BUCKET))
                .build()
                .asAsync();
    }

    @Override
    public Future<Void> open() {
        // As many as there are event loops that can run at one time.
        return gateway.start(Math.max(1, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE / 2));
    }

    @Override
    public Future<Void> close() {
        return gateway.stop();
    }
}
