package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.gateway.limits.InFlightLimit.Turn;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private final Vertx vertx = Vertx.vertx();
    private final InFlightLimit limit = new InFlightLimit(vertx, "things of yours", 2, 3);

    @Test
    void whoHasAsManyWaitsAndOthersDoNot() {
        Turn first = limit.acquire("bob").result();
        Turn second = limit.acquire("bob").result();
        List<Future<Turn>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(limit.acquire("bob"));
        }

        assertThat(waiting).noneMatch(Future::isComplete);
        assertThat(limit.acquire("eve").succeeded()).isTrue();

        first.release();
        first.release();
        assertThat(waiting.stream().map(Future::succeeded)).containsExactly(true, false, false);
        second.release();
        waiting.getFirst().result().release();
        assertThat(waiting).allMatch(Future::succeeded);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsRefused() {
        Turn first = limit.acquire("bob").result();
        Turn second = limit.acquire("bob").result();
        Future<Turn> late = limit.acquire("bob");

        CogoException refusal = catchThrowableOfType(CogoException.class, late::await);
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        first.release();
        second.release();
        assertThat(limit.acquire("bob").succeeded()).isTrue();
    }

    @Test
    void tooManyThatWaitAreRefused() {
        for (int i = 0; i < 5; i++) {
            Future<Turn> unused = limit.acquire("bob");
        }

        CogoException refusal = catchThrowableOfType(
                CogoException.class, () -> limit.acquire("bob").await());
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).isPresent();
    }
}
