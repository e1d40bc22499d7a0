package dev.cogo.gateway.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.auth.password.HashQueue.Bounds;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashQueueTest {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private HashQueue lane;

    @AfterEach
    void close() {
        gate.countDown();
        lane.close();
    }

    @Test
    void whoeverWaitsTakesTurns() {
        lane = new HashQueue("test", new Bounds(1, 100, 50, 1));
        List<CompletableFuture<String>> all = new ArrayList<>(List.of(held("first")));
        IntStream.range(0, 5).forEach(i -> all.add(submit("greedy")));
        all.add(submit("modest"));
        all.add(submit("modest"));

        gate.countDown();
        all.forEach(CompletableFuture::join);

        assertThat(done).containsExactly("first", "greedy", "modest", "greedy", "modest", "greedy", "greedy", "greedy");
    }

    @Test
    void nobodyHasTwoAtATimeWhereThatIsTheRule() {
        lane = new HashQueue("test", new Bounds(2, 100, 4, 1));
        CompletableFuture<String> held = held("one");
        CompletableFuture<String> second = submit("one");

        submit("other").join();

        assertThat(second).isNotDone();
        gate.countDown();
        assertThat(second.join()).isEqualTo("one");
        assertThat(held).isDone();
    }

    @Test
    void oneWhoWaitsTooOftenIsRefusedAndOthersAreNot() {
        lane = new HashQueue("test", new Bounds(1, 3, 2, 1));
        held("first");
        submit("greedy");
        submit("greedy");

        assertThat(refusal(submit("greedy"))).isEqualTo(ErrorCode.RATE_LIMITED);
        CompletableFuture<String> other = submit("other");
        assertThat(refusal(submit("third"))).isEqualTo(ErrorCode.OVERLOADED);

        gate.countDown();
        assertThat(other.join()).isEqualTo("other");
    }

    @Test
    void aFailureIsTheCallersAndTheLaneGoesOn() {
        lane = new HashQueue("test", new Bounds(1, 3, 2, 1));

        assertThatThrownBy(lane.submit("one", () -> {
                    throw new IllegalStateException("broken");
                })::join)
                .hasRootCauseMessage("broken");
        assertThat(submit("one").join()).isEqualTo("one");
    }

    private CompletableFuture<String> held(String who) {
        return lane.submit(who, () -> {
            gate.await();
            done.add(who);
            return who;
        });
    }

    private CompletableFuture<String> submit(String who) {
        return lane.submit(who, () -> {
            done.add(who);
            return who;
        });
    }

    private static ErrorCode refusal(CompletableFuture<?> refused) {
        try {
            refused.join();
            throw new AssertionError("was not refused");
        } catch (CompletionException e) {
            return ((CogoException) e.getCause()).code();
        }
    }
}
