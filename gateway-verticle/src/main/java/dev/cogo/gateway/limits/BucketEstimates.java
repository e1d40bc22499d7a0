package dev.cogo.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this node heard last of the buckets that all nodes share, less what it has taken since. Believed for a moment only, as
 * other nodes take from them too. Thread-safe.
 */
final class BucketEstimates {
    private static final Duration BELIEVED = Duration.ofSeconds(10);
    // Tokens that another node gives back are not heard of before.
    private static final Duration REFUSED = Duration.ofSeconds(1);
    private static final int MOST = 100_000;

    private final LongSupplier nanoTime;
    private final Cache<String, Estimate> estimates =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    /**
     * What is known of one bucket.
     *
     * @param refused so many, and more, are refused until a time; 0 when nothing is
     */
    private record Estimate(long tokens, long heardAt, int refused, long refusedUntil) {
        Estimate plus(long n) {
            return new Estimate(tokens + n, heardAt, n > 0 ? 0 : refused, refusedUntil);
        }
    }

    BucketEstimates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How many tokens there are by what is known; empty when nothing is. */
    OptionalLong tokens(String key) {
        Estimate known = fresh(key);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.tokens());
    }

    /** Nanoseconds until so many may be asked for, since as many were refused a moment ago; 0 when they may be now. */
    long refusedFor(String key, int n) {
        Estimate known = fresh(key);
        return known == null || known.refused() == 0 || known.refused() > n
                ? 0
                : Math.max(0, known.refusedUntil() - nanoTime.getAsLong());
    }

    private @Nullable Estimate fresh(String key) {
        Estimate known = estimates.getIfPresent(key);
        return known != null && nanoTime.getAsLong() - known.heardAt() < BELIEVED.toNanos() ? known : null;
    }

    /** This node takes some before it knows the answer. */
    void taken(String key, int n) {
        change(key, known -> known.plus(-n));
    }

    /** This node gives some back. */
    void givenBack(String key, int n) {
        change(key, known -> known.plus(n));
    }

    private void change(String key, UnaryOperator<Estimate> change) {
        estimates.asMap().computeIfPresent(key, (same, known) -> change.apply(known));
    }

    /** The answer to somebody who asked for {@code n}. */
    void heard(String key, int n, ConsumptionProbe answer) {
        long now = nanoTime.getAsLong();
        boolean refused = !answer.isConsumed();
        long wait = Math.min(answer.getNanosToWaitForRefill(), REFUSED.toNanos());
        estimates.put(key, new Estimate(answer.getRemainingTokens(), now, refused ? n : 0, refused ? now + wait : now));
    }

    /** How many tokens there are. */
    void heard(String key, long tokens) {
        long now = nanoTime.getAsLong();
        estimates.put(key, new Estimate(tokens, now, 0, now));
    }
}
