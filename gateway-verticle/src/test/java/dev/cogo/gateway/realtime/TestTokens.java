package dev.cogo.gateway.realtime;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens that mean what the test says, checked a little later like those of a remote key set. */
final class TestTokens implements TokenVerifier {
    private final Vertx vertx;
    private final Map<String, Identity> issued = new ConcurrentHashMap<>();
    private final Map<String, Identity> tickets = new ConcurrentHashMap<>();
    private final AtomicInteger checks = new AtomicInteger();

    TestTokens(Vertx vertx) {
        this.vertx = vertx;
    }

    String issue(UUID userId) {
        return issue(userId, Duration.ofMinutes(15));
    }

    String issue(UUID userId, Duration life) {
        String token = "token-" + UUID.randomUUID();
        Instant end = Instant.now().plus(life);
        issued.put(token, new Identity(userId, "a@example.com", "A", false, end, UUID.randomUUID()));
        return token;
    }

    /** The login that a token came from. */
    UUID family(String token) {
        return issued.get(token).familyId();
    }

    /** A ticket that stands for a token, good once. */
    String ticketFor(String token) {
        String ticket = "ticket-" + UUID.randomUUID();
        tickets.put(ticket, issued.get(token));
        return ticket;
    }

    Future<Identity> redeem(String ticket) {
        Identity identity = tickets.remove(ticket);
        return vertx.timer(5, TimeUnit.MILLISECONDS)
                .compose(later -> identity == null
                        ? Future.failedFuture(new CogoException(ErrorCode.INVALID_TICKET, "no such ticket"))
                        : Future.succeededFuture(identity));
    }

    /** How often a token was checked. */
    int checks() {
        return checks.get();
    }

    @Override
    public Future<Identity> verify(String token) {
        checks.incrementAndGet();
        return vertx.timer(5, TimeUnit.MILLISECONDS).map(later -> {
            Identity identity = issued.get(token);
            if (identity == null) {
                throw new CogoException(ErrorCode.INVALID_TOKEN, "the token is not valid");
            }
            if (!identity.expiresAt().isAfter(Instant.now())) {
                throw new CogoException(ErrorCode.TOKEN_EXPIRED, "the token has expired");
            }
            return identity;
        });
    }
}
