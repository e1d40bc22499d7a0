package dev.cogo.gateway;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.auth.token.ApiTokenForm;
import dev.cogo.gateway.auth.token.BearerTokens;
import dev.cogo.gateway.auth.token.FormerTokens;
import dev.cogo.gateway.auth.token.SigningKeys;
import dev.cogo.gateway.contract.CallBodies;
import dev.cogo.gateway.http.ApiDocument;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.gateway.limits.UnreadAnswers;
import dev.cogo.gateway.realtime.hub.RealtimeNode;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.realtime.positions.StoredPositions;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.cluster.ClusterView;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.InstantSource;

/**
 * What the doors of one node share. All of it is thread-safe.
 *
 * @param bus the way to the other verticles
 * @param cluster what the node sees of its cluster
 * @param tokens signs and checks access tokens
 * @param bearers checks tokens of service users too, for doors that look at their scopes
 * @param apiKeys checks the keys of the Supabase doors
 * @param accounts the way to this node's {@code AccountsVerticle}
 * @param limits counted over all nodes
 * @param unread what waits for this node's clients to read it
 * @param audit the security log of this node's doors
 * @param realtime channels and presence of this node
 * @param positions where this node's supabase-js clients are
 * @param document what the REST door is built from
 * @param bodies what clients of the event-bus bridge may send
 * @param live what {@code /health/live} asks
 * @param ready what {@code /health/ready} asks
 */
public record GatewayParts(
        Bus bus,
        ClusterView cluster,
        AccessTokens tokens,
        BearerTokens bearers,
        ApiKeys apiKeys,
        AccountService accounts,
        Limits limits,
        UnreadAnswers unread,
        AuditLog audit,
        RealtimeNode realtime,
        StoredPositions positions,
        ApiDocument document,
        CallBodies bodies,
        HealthChecks live,
        HealthChecks ready) {
    /**
     * The parts of a node. Blocks while it reads a document.
     *
     * @param cluster what the node sees of its cluster
     * @param keys see {@link SigningKeys#open}, which blocks
     * @param audit the security log of this node's doors
     * @param clock the same time on all nodes; what access tokens are signed and end by
     * @param buckets where limits are counted: Hazelcast's in a cluster, Caffeine's alone. It should forget full buckets
     * @param document what the doors are described by
     */
    public static GatewayParts create(
            Vertx vertx,
            ClusterView cluster,
            GatewayConfig config,
            SigningKeys keys,
            AuditLog audit,
            InstantSource clock,
            AsyncProxyManager<String> buckets,
            ApiDocument document,
            HealthChecks live,
            HealthChecks ready) {
        Bus bus = new Bus(vertx, cluster);
        AccountService accounts = new AccountService(vertx);
        FormerTokens former = config.supabase().former().isKnown()
                ? FormerTokens.takenBy(
                        vertx,
                        token -> accounts.call(
                                new Cost(), all -> all.formerLogins().find(token)))
                : FormerTokens.none();
        AccessTokens tokens =
                new AccessTokens(vertx, keys, config.accessTokenLife(), config.operatorEmails(), clock, former);
        BearerTokens bearers = new BearerTokens(
                vertx,
                tokens,
                new ApiTokenForm(config.secrets().refreshTokenSecret()),
                token -> accounts.call(new Cost(), all -> all.apiTokens().find(token)));
        return new GatewayParts(
                bus,
                cluster,
                tokens,
                bearers,
                new ApiKeys(
                        config.secrets().anonKeySecret(),
                        config.secrets().serviceKeySecret(),
                        config.supabase().former().secret()),
                accounts,
                Limits.create(vertx, config.limits(), config.trustedProxies(), buckets),
                UnreadAnswers.ofThisNode(),
                audit,
                new RealtimeNode(vertx, bus, cluster, config.realtime(), tokens::endLogins),
                new StoredPositions(vertx, bus, cluster),
                document,
                CallBodies.read(),
                live,
                ready);
    }
}
