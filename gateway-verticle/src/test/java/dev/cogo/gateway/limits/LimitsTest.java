package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.limits.AccountLimits.Guess;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final LimitsConfig CONFIG = new LimitsConfig(
            new LimitsConfig.User(100, 6000, 5, 10),
            new LimitsConfig.Login(5, 5, Duration.ofMinutes(5), 2),
            new LimitsConfig.Address(3, 10, 10));
    private static final ClientAddress HERE = new ClientAddress("192.0.2.1");
    private static final ClientAddress THERE = new ClientAddress("192.0.2.2");

    private final Vertx vertx = Vertx.vertx();
    private final AsyncProxyManager<String> shared = TestGateway.buckets();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aBatchCountsEachOfItsMessagesOverAllNodes() {
        RateLimits here =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).users();
        RateLimits there =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).users();
        UUID user = Ids.next();
        here.spendMessages(user, 60).await();

        CogoException refused = refusal(there.spendMessages(user, 60));
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(13));
        there.spendMessages(user, 40).await();

        assertThat(refusal(here.spendMessages(user, 5)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        here.spendMessages(Ids.next(), 100).await();
    }

    @Test
    void aBatchThatCanNeverPassIsToldSo() {
        RateLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).users();

        assertThat(refusal(limits.spendMessages(Ids.next(), 101)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void guessesAreLimitedForAnAccountAsSeenFromAnAddress() {
        AccountLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).accounts();
        for (int i = 0; i < 5; i++) {
            limits.takeGuess("a@example.org", HERE).await();
        }

        assertThat(refusal(limits.takeGuess("a@example.org", HERE)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        // Whoever guesses at an account does not lock its owner out.
        limits.takeGuess("a@example.org", THERE).await();
    }

    @Test
    void guessesAreLimitedForAnAddress() {
        AccountLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).accounts();
        for (int i = 0; i < 5; i++) {
            limits.takeGuess("victim" + i + "@example.org", HERE).await();
        }

        assertThat(refusal(limits.takeGuess("victim6@example.org", HERE)).code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        limits.takeGuess("victim6@example.org", THERE).await();
    }

    @Test
    void aRightPasswordGivesItsGuessBack() {
        AccountLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).accounts();
        for (int i = 0; i < 20; i++) {
            Guess guess = limits.takeGuess("a@example.org", HERE).await();
            guess.right();
        }
    }

    @Test
    void whoeverHasLoggedInFromAnAddressIsNotLockedOutByItsOthers() {
        AccountLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).accounts();
        limits.takeGuess("here@example.org", HERE).await().right();
        for (int i = 0; i < 5; i++) {
            limits.takeGuess("neighbour" + i + "@example.org", HERE).await();
        }

        assertThat(refusal(limits.takeGuess("new@example.org", HERE)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        for (int i = 0; i < AccountLimits.AT_HOME; i++) {
            limits.takeGuess("here@example.org", HERE).await();
        }
        // From then on the account itself is being guessed.
        assertThat(refusal(limits.takeGuess("here@example.org", HERE)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void slipsOfThoseWhoHaveLoggedInFromAnAddressDoNotCountForItsOthers() {
        AccountLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).accounts();
        for (int i = 0; i < 20; i++) {
            limits.takeGuess("here" + i + "@example.org", HERE).await().right();
            limits.takeGuess("here" + i + "@example.org", HERE).await();
        }

        limits.takeGuess("new@example.org", HERE).await();
    }

    @Test
    void registrationsAreLimitedForAnAddress() {
        AccountLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).accounts();
        limits.register(HERE, Future::succeededFuture).await();
        refusal(limits.register(HERE, () -> failed(ErrorCode.WEAK_PASSWORD)));
        limits.register(HERE, Future::succeededFuture).await();

        assertThat(refusal(limits.register(HERE, Future::succeededFuture)).code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        limits.register(THERE, Future::succeededFuture).await();
    }

    @Test
    void askingWhichAddressesAreTakenIsLimited() {
        AccountLimits limits = Limits.create(vertx, LimitsConfig.defaults(), TrustedProxies.none(), shared)
                .accounts();
        int taken = Limit.TAKEN_NAMES.allowance(LimitsConfig.defaults()).capacity();
        for (int i = 0; i < taken; i++) {
            assertThat(refusal(limits.register(HERE, () -> failed(ErrorCode.EMAIL_TAKEN)))
                            .code())
                    .isEqualTo(ErrorCode.EMAIL_TAKEN);
        }

        assertThat(refusal(limits.register(HERE, () -> failed(ErrorCode.EMAIL_TAKEN)))
                        .code())
                .isEqualTo(ErrorCode.RATE_LIMITED);
        limits.register(THERE, Future::succeededFuture).await();
    }

    @Test
    void whatAUserDoesToOthersIsLimited() {
        UserLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).users();
        UUID user = Ids.next();
        limits.spend(user, Limit.PEOPLE, 8).await();

        assertThat(refusal(limits.spend(user, Limit.PEOPLE, 3)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        limits.spend(user, Limit.PEOPLE, 2).await();
        assertThat(refusal(limits.spend(user, Limit.PEOPLE, 11)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        limits.spend(user, Limit.SESSIONS, 5).await();
        limits.spend(Ids.next(), Limit.PEOPLE, 10).await();
    }

    @Test
    void requestsWithoutALoginAreLimitedForAnAddress() {
        AddressLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).addresses();
        for (int i = 0; i < 3; i++) {
            limits.spendRequest(HERE).await();
        }

        assertThat(refusal(limits.spendRequest(HERE)).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        limits.spendRequest(THERE).await();
    }

    @Test
    void requestsAreLimitedOnANode() {
        UserLimits limits =
                Limits.create(vertx, CONFIG, TrustedProxies.none(), shared).users();
        UUID user = Ids.next();
        List<Future<Void>> spent = new ArrayList<>();
        for (int i = 0; i < 7_000; i++) {
            spent.add(limits.spendRequest(user));
        }
        Future.join(spent).otherwiseEmpty().await();

        assertThat(spent.stream()
                        .filter(Future::failed)
                        .findFirst()
                        .map(future -> refusal(future).code()))
                .contains(ErrorCode.RATE_LIMITED);
        assertThat(spent.stream().filter(Future::succeeded).count()).isGreaterThanOrEqualTo(6_000);
        limits.spendRequest(Ids.next()).await();
    }

    @Test
    void whenTheSharedCountIsAwayTheNodeCountsAlone() {
        for (CompletableFuture<?> answer : List.of(
                CompletableFuture.failedFuture(new IllegalStateException("no cluster")), new CompletableFuture<>())) {
            RateLimits limits = Limits.create(vertx, CONFIG, TrustedProxies.none(), new BrokenBuckets(answer).asAsync())
                    .users();
            UUID user = Ids.next();
            List<Future<Void>> spent = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                spent.add(limits.spendMessages(user, 30));
            }
            Future.join(spent).otherwiseEmpty().await();

            assertThat(spent.stream().filter(Future::succeeded)).hasSize(3);
            assertThat(((CogoException) spent.stream()
                                    .filter(Future::failed)
                                    .findFirst()
                                    .orElseThrow()
                                    .cause())
                            .code())
                    .isEqualTo(ErrorCode.RATE_LIMITED);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> new LimitsConfig.User(0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("messagesPerMinute");
        assertThatThrownBy(() -> new LimitsConfig.Login(1, 1, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LOGIN_WINDOW");
    }

    private static Future<Void> failed(ErrorCode code) {
        return Future.failedFuture(new CogoException(code, "as the test has it"));
    }

    private static CogoException refusal(Future<?> spent) {
        return catchThrowableOfType(CogoException.class, spent::await);
    }

    /** Stands for a cluster that fails, or does not answer. */
    private static final class BrokenBuckets extends AsyncBuckets {
        private final CompletableFuture<?> answer;

        BrokenBuckets(CompletableFuture<?> answer) {
            this.answer = answer;
        }

        @Override
        public <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
            return answer.thenApply(any -> null);
        }
    }
}
