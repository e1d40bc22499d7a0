package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which questions go to the place that all nodes share, and who waits for their answers. */
class BucketsTest {
    private static final RateLimit TEN = new RateLimit("test", "things", Limit.Place.CLUSTER, 10, Duration.ofHours(1));

    private final Vertx vertx = Vertx.vertx();
    private final Place place = new Place();
    private final Buckets buckets = new Buckets(vertx, place.asAsync());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoIsFarFromTheLimitDoesNotWait() {
        buckets.acquire(TEN, "bob", 1).await();
        place.hold();
        int before = place.asked.get();

        assertThat(buckets.acquire(TEN, "bob", 4).result()).isEqualTo(5);
        assertThat(buckets.acquire(TEN, "bob", 1).isComplete()).isFalse();
        assertThat(buckets.acquire(TEN, "eve", 1).isComplete()).isFalse();
        assertThat(place.asked).hasValue(before + 3);
    }

    @Test
    void whatWasTakenWithoutWaitingIsTaken() {
        Buckets other = new Buckets(vertx, place.asAsync());
        buckets.acquire(TEN, "bob", 1).await();
        place.hold();
        assertThat(buckets.acquire(TEN, "bob", 4).isComplete()).isTrue();
        place.answer();

        other.acquire(TEN, "bob", 5).await();
        assertThat(refusal(other.acquire(TEN, "bob", 1))).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal(buckets.acquire(TEN, "bob", 1))).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void whatThisNodeAloneHasGivenIsRefusedWithoutAsking() {
        place.hold();
        for (int i = 0; i < 100; i++) {
            Future<Long> asked = buckets.acquire(TEN, "eve", 1);
            assertThat(asked.failed()).isEqualTo(i >= TEN.capacity());
        }

        assertThat(place.asked).hasValue(TEN.capacity());
    }

    @Test
    void whoWasRefusedAMomentAgoIsRefusedWithoutAsking() {
        Buckets other = new Buckets(vertx, place.asAsync());
        other.acquire(TEN, "eve", 9).await();
        assertThat(refusal(buckets.acquire(TEN, "eve", 2))).isEqualTo(ErrorCode.RATE_LIMITED);
        int asked = place.asked.get();

        for (int i = 0; i < 100; i++) {
            assertThat(refusal(buckets.acquire(TEN, "eve", 2))).isEqualTo(ErrorCode.RATE_LIMITED);
        }
        assertThat(place.asked).hasValue(asked);
        // Fewer may pass, and refusals have taken nothing.
        buckets.acquire(TEN, "eve", 1).await();
        buckets.giveBack(TEN, "eve", 2);
        buckets.acquire(TEN, "eve", 2).await();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        for (int i = 0; i < 3 * TEN.capacity(); i++) {
            buckets.acquire(TEN, "bob", 1).await();
            buckets.giveBack(TEN, "bob", 1);
        }
        buckets.acquire(TEN, "bob", TEN.capacity()).await();
    }

    @Test
    void whoseBucketWasDrainedIsKnownWithoutAsking() {
        Buckets other = new Buckets(vertx, place.asAsync());
        assertThat(buckets.isFull(TEN, "bob").await()).isTrue();
        buckets.drain(TEN, "bob");
        assertThat(other.isFull(TEN, "bob").await()).isFalse();
        place.hold();

        assertThat(buckets.isFull(TEN, "bob").result()).isFalse();
        assertThat(buckets.isFull(TEN, "eve").isComplete()).isFalse();
    }

    private static ErrorCode refusal(Future<?> spent) {
        return catchThrowableOfType(CogoException.class, spent::await).code();
    }

    /** What all nodes share, and may take its time. */
    private static final class Place extends AsyncBuckets {
        private final CaffeineProxyManager<String> buckets =
                Bucket4jCaffeine.<String>builderFor(Caffeine.newBuilder()).build();
        private final AtomicInteger asked = new AtomicInteger();
        private CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

        void hold() {
            gate = new CompletableFuture<>();
        }

        void answer() {
            gate.complete(null);
        }

        @Override
        public <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
            asked.incrementAndGet();
            return gate.thenCompose(go -> buckets.executeAsync(key, request));
        }
    }
}
