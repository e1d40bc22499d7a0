package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.limits.UnreadAnswers;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.identity.FormerSessionIds;
import io.vertx.ext.healthchecks.HealthChecks;
import java.util.List;

/**
 * What the REST door works with, of all that a gateway node has.
 *
 * @param bus the way to the other verticles
 * @param tokens checks access tokens
 * @param bearers checks them and tokens of service users
 * @param accounts the way to this node's accounts
 * @param agents knows the agents' token
 * @param limits counted over all nodes
 * @param unread what waits for this node's clients to read it
 * @param audit the security log of this node's doors
 * @param document what the routes are built from
 * @param live what {@code /health/live} asks
 * @param ready what {@code /health/ready} asks
 * @param trustedProxies who is believed about the client's address
 * @param anonymousAi whether who has signed in anonymously may ask the AI and hand tasks to agents
 * @param ssoProviders by their names
 * @param sessions what sessions may be called beside their ids
 */
public record RestParts(
        Bus bus,
        AccessTokens tokens,
        TokenVerifier bearers,
        AccountService accounts,
        AgentAuthentication agents,
        Limits limits,
        UnreadAnswers unread,
        AuditLog audit,
        ApiDocument document,
        HealthChecks live,
        HealthChecks ready,
        TrustedProxies trustedProxies,
        boolean anonymousAi,
        List<String> ssoProviders,
        FormerSessionIds sessions) {}
