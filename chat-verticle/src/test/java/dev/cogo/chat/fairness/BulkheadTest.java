package dev.cogo.chat.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.fairness.Bulkhead.Limits;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID CY = new UUID(0, 3);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private Context context;

    @BeforeEach
    void aVerticle() {
        vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                BulkheadTest.this.context = context;
                                return Future.succeededFuture();
                            }
                        },
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static Bulkhead bulkhead(int running, int ofUser, int waiting, int waitingOfUser, Duration patience) {
        return new Bulkhead(new Limits("things", running, ofUser, waiting, waitingOfUser, patience));
    }

    private static Bulkhead bulkhead(int running, int ofUser, int waiting, int waitingOfUser) {
        return bulkhead(running, ofUser, waiting, waitingOfUser, Duration.ofMinutes(1));
    }

    private <T> Future<T> inVerticle(Supplier<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(go -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    /** Work that goes on until it is let go; when this returns it has begun, or waits. */
    private Future<Void> start(Bulkhead bulkhead, UUID user, String name, Future<Void> until) {
        Future<Void> done = inVerticle(() -> bulkhead.with(user, () -> {
            begun.add(name);
            return until.await();
        }));
        inVerticle(() -> null).await(); // tasks of a context begin in order
        return done;
    }

    private static ErrorCode refusal(Future<?> work) {
        return ((CogoException) work.otherwiseEmpty().map(x -> work.cause()).await()).code();
    }

    @Test
    void turnsGoRoundTheUsers() {
        Bulkhead bulkhead = bulkhead(1, 1, 100, 100);
        Promise<Void> first = Promise.promise();
        List<Future<Void>> all = new ArrayList<>();
        all.add(start(bulkhead, ANN, "a1", first.future()));
        for (int i = 2; i <= 4; i++) {
            all.add(start(bulkhead, ANN, "a" + i, Future.succeededFuture()));
        }
        all.add(start(bulkhead, BOB, "b1", Future.succeededFuture()));
        all.add(start(bulkhead, BOB, "b2", Future.succeededFuture()));
        all.add(start(bulkhead, CY, "c1", Future.succeededFuture()));
        assertThat(begun).containsExactly("a1");
        first.complete();
        Future.all(all).await();
        assertThat(begun).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
    }

    @Test
    void aUserNeverTakesAllPlaces() {
        Bulkhead bulkhead = bulkhead(3, 2, 100, 100);
        Promise<Void> end = Promise.promise();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            all.add(start(bulkhead, ANN, "a" + i, end.future()));
        }
        all.add(start(bulkhead, BOB, "b1", end.future()));
        assertThat(begun).containsExactly("a1", "a2", "b1");
        end.complete();
        Future.all(all).await();
        assertThat(begun).hasSize(6);
    }

    @Test
    void whoAsksForTooMuchIsToldAndTheOthersAreNot() {
        Bulkhead bulkhead = bulkhead(1, 1, 3, 2);
        Promise<Void> end = Promise.promise();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            all.add(start(bulkhead, ANN, "a" + i, end.future()));
        }
        assertThat(refusal(start(bulkhead, ANN, "a4", end.future()))).isEqualTo(ErrorCode.RATE_LIMITED);
        all.add(start(bulkhead, BOB, "b1", end.future()));
        assertThat(refusal(start(bulkhead, CY, "c1", end.future()))).isEqualTo(ErrorCode.OVERLOADED);
        end.complete();
        Future.all(all).await();
        start(bulkhead, CY, "c2", end.future()).await();
        assertThat(begun).containsExactly("a1", "b1", "a2", "a3", "c2");
    }

    @Test
    void whoWaitsForTooLongIsRefusedAndLeavesNoPlaceBehind() {
        Bulkhead bulkhead = bulkhead(1, 1, 1, 1, Duration.ofMillis(1));
        Promise<Void> end = Promise.promise();
        Future<Void> first = start(bulkhead, ANN, "a1", end.future());
        for (int i = 0; i < 3; i++) {
            assertThat(refusal(start(bulkhead, BOB, "b1", end.future()))).isEqualTo(ErrorCode.OVERLOADED);
        }
        end.complete();
        first.await();
        start(bulkhead, BOB, "b2", end.future()).await();
        assertThat(begun).containsExactly("a1", "b2");
    }

    @Test
    void whatFailsGivesItsPlaceBack() {
        Bulkhead bulkhead = bulkhead(1, 1, 0, 1);
        Future<Void> failed = start(bulkhead, ANN, "a1", Future.failedFuture(CogoException.invalid("no")));
        assertThat(refusal(failed)).isEqualTo(ErrorCode.INVALID_REQUEST);
        start(bulkhead, ANN, "a2", Future.succeededFuture()).await();
    }
}
