package dev.cogo.gateway.limits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/** The seed's limit: so many messages a minute and user, through whatever door and node. */
final class MessageLimits implements RateLimits {
    private final Buckets buckets;
    private final Allowance messages;

    MessageLimits(Buckets buckets, LimitsConfig config) {
        this.buckets = buckets;
        this.messages = new Allowance("messages", config.messagesPerMinute(), Duration.ofMinutes(1));
    }

    @Override
    public Future<Void> spendMessages(UUID userId, int n) {
        return buckets.take("messages:" + userId, messages, n);
    }
}
