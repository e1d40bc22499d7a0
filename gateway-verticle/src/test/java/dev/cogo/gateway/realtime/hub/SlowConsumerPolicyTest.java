package dev.cogo.gateway.realtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.limits.Counts;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.CountingSink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** When a client counts as slow, and what it still gets then. */
class SlowConsumerPolicyTest {
    private static final String LAGGED = new BodyOnly().notice(new Notice.Lagged());

    private final Pipe pipe = new Pipe();
    private final MeterRegistry counted = new SimpleMeterRegistry();
    private final SlowConsumerPolicy slowConsumerPolicy = new SlowConsumerPolicy(
            new CountingSink(pipe, new BodyOnly()),
            new BodyOnly(),
            new RealtimeLimits.Outbound(100, 1000, Duration.ofSeconds(5)),
            new HubMetrics(counted, new Counts<String>(1)));

    @Test
    void aBurstIsNoSlowness() {
        event(90);
        event(90);
        assertThat(slowConsumerPolicy.keepsUp(System.nanoTime())).isTrue();
        pipe.takeAll();
        event(90);
        assertThat(slowConsumerPolicy.keepsUp(System.nanoTime())).isTrue();
        assertThat(pipe.writes).isEqualTo(3);
    }

    @Test
    void moreThanTheSoftLimitAtTwoLooksIs() {
        event(90);
        event(90);
        slowConsumerPolicy.keepsUp(System.nanoTime());
        slowConsumerPolicy.keepsUp(System.nanoTime());
        assertThat(pipe.last).isEqualTo(LAGGED);
        event(10);
        assertThat(pipe.last).isEqualTo(LAGGED);
        pipe.takeAll();
        event(10);
        assertThat(pipe.last).hasSize(10);
    }

    @Test
    void twoBurstsWithAPauseBetweenAreNoSlowness() {
        for (int i = 0; i < 3; i++) {
            event(90);
            event(90);
            assertThat(slowConsumerPolicy.keepsUp(System.nanoTime())).isTrue();
            assertThat(pipe.last).hasSize(90);
            pipe.takeAll();
        }
        assertThat(slowConsumerPolicy.hasLagged()).isFalse();
    }

    @Test
    void theHardLimitIsNeverPassedByEvents() {
        for (int i = 0; i < 100; i++) {
            event(300);
        }
        assertThat(pipe.writes).isEqualTo(4);
        assertThat(pipe.last).isEqualTo(LAGGED);
        assertThat(slowConsumerPolicy.keepsUp(
                        System.nanoTime() + Duration.ofSeconds(4).toNanos()))
                .isTrue();
        assertThat(slowConsumerPolicy.keepsUp(
                        System.nanoTime() + Duration.ofSeconds(6).toNanos()))
                .isFalse();
    }

    @Test
    void anEventLargerThanTheLimitGoesWhenNothingWaits() {
        event(5000);
        assertThat(pipe.last).hasSize(5000);
        event(1);
        assertThat(pipe.last).isEqualTo(LAGGED);
    }

    @Test
    void answersHaveRoomBeyondEventsButNotWithoutEnd() {
        event(900);
        assertThat(slowConsumerPolicy.answer("x".repeat(1000))).isTrue();
        assertThat(slowConsumerPolicy.answer("한".repeat(100))).isFalse();
    }

    private void event(int bytes) {
        slowConsumerPolicy.event(EncodedEvent.of("system_announcements", Buffer.buffer("x".repeat(bytes))));
    }

    private record BodyOnly() implements DoorFormat {
        @Override
        public String door() {
            return "test";
        }

        @Override
        public String event(EncodedEvent event) {
            return event.body();
        }

        @Override
        public String notice(Notice notice) {
            return "lagged!";
        }
    }

    private static final class Pipe implements Connection {
        private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
        private int writes;
        private String last = "";

        void takeAll() {
            while (!waiting.isEmpty()) {
                waiting.remove().complete();
            }
        }

        @Override
        public Future<Void> write(String text) {
            writes++;
            last = text;
            Promise<Void> taken = Promise.promise();
            waiting.add(taken);
            return taken.future();
        }

        @Override
        public void close(CloseCode code) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void abort() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> ended() {
            throw new UnsupportedOperationException();
        }
    }
}
