package dev.cogo.gateway.http;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The scheme {@code agent}: the token that agents share with the server. */
public final class AgentAuthentication extends BearerAuthentication {
    private final byte[] agentToken;

    public AgentAuthentication(String agentToken) {
        this.agentToken = agentToken.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    Future<?> admit(RoutingContext context, String token) {
        // In constant time: how much of a guess was right must not show.
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), agentToken)
                ? Future.succeededFuture()
                : Future.failedFuture(new CogoException(ErrorCode.INVALID_TOKEN, "this is not the agents' token"));
    }
}
