package dev.cogo.gateway.http;

import dev.cogo.gateway.http.operation.AgentCaller;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The scheme {@code agent}: the secrets of registered agents, and the token that those of the settings share with the server.
 * That a secret was given out shows here; whether it still counts, the agent bridge finds out.
 */
public final class AgentAuthentication extends BearerAuthentication {
    private static final String KEY = "cogo.agent";

    private final byte[] serviceToken;
    private final DerivedSecrets secrets;
    private final UserLimits limits;

    /** @param limits an agent may make as many requests as a user */
    public AgentAuthentication(String serviceToken, DerivedSecrets secrets, UserLimits limits) {
        this.serviceToken = serviceToken.getBytes(StandardCharsets.UTF_8);
        this.secrets = secrets;
        this.limits = limits;
    }

    /** Who was let in; null where no agent had to be. */
    static @Nullable AgentCaller of(RoutingContext context) {
        return context.get(KEY);
    }

    @Override
    Future<?> admit(RoutingContext context, String token) {
        // In constant time: how much of a guess was right must not show.
        if (MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), serviceToken)) {
            context.put(KEY, new AgentCaller(null));
            return Future.succeededFuture();
        }
        UUID secretId = secrets.rowOf(token)
                .orElseThrow(() -> new CogoException(ErrorCode.INVALID_TOKEN, "this is no agent's secret"));
        context.put(KEY, new AgentCaller(secretId));
        return limits.spendRequest(secretId);
    }
}
