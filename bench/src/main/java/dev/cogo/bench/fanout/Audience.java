package dev.cogo.bench.fanout;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.socket.FrameListener.Marked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/**
 * All listeners on one channel. Each must hear each message once and in one order: the order in which the first of them hears
 * it, which where events have a seq must be the seq's. Used on the loop's thread only.
 */
final class Audience {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    // How far the fastest listener may be ahead of the slowest, in messages; a power of two.
    private static final int RING = 1 << 16;
    private static final int SMALL = 64;
    private static final int SAMPLED = 8;

    private final int size;
    private final List<Listener> listeners = new ArrayList<>();
    private final int[] order = new int[RING];
    private final int[] heardBy = new int[RING];
    private final BitSet numbers = new BitSet();
    private final long[] firstHeardAt = new long[RING];
    private final Histogram microseconds = new Histogram(LONGEST_MICROS, 3);
    private final Histogram spreadMicros = new Histogram(LONGEST_MICROS, 3);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private IntConsumer onWhole = whole -> {};
    private int started;
    private int whole;
    private long lastSeq = -1;
    private long deliveries;
    private long frameBytes;

    Audience(int size) {
        this.size = size;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    List<Listener> listeners() {
        return listeners;
    }

    int size() {
        return size;
    }

    /** Messages that all have heard. */
    int whole() {
        return whole;
    }

    /** Is told of each further message that all have heard, how many that makes. */
    void onWhole(IntConsumer listener) {
        onWhole = listener;
    }

    /** Completes when something is not as it must be, with what it is. Then nothing is counted any more. */
    CompletableFuture<String> failure() {
        return failure;
    }

    void fail(String why) {
        failure.complete(why);
    }

    /** Forgets the figures, but not what was heard. */
    void reset() {
        microseconds.reset();
        spreadMicros.reset();
        deliveries = 0;
        frameBytes = 0;
    }

    /** What was heard since the last {@link #reset}. */
    Heard heard() {
        return new Heard(
                deliveries,
                deliveries == 0 ? Double.NaN : (double) frameBytes / deliveries,
                Latency.of(microseconds),
                Latency.of(spreadMicros));
    }

    /**
     * What was heard.
     *
     * @param frameBytes on average
     * @param latency since a message was due
     * @param spread since the first listener heard it: without what comes before, such as a commit
     */
    record Heard(long deliveries, double frameBytes, Latency latency, Latency spread) {}

    /** How many deliveries are missing after so many messages. */
    long missing(int messages) {
        return listeners.stream()
                .mapToLong(listener -> messages - listener.position())
                .sum();
    }

    /** A listener hears its next message, the one at this position of all that it has heard. */
    void hears(int listener, int position, Marked message) {
        if (failure.isDone()) {
            return;
        }
        int number = message.number();
        int slot = position & (RING - 1);
        if (position == started) {
            start(number, slot, message.seq());
        } else if (order[slot] != number) {
            fail("listener %d heard message %d where others heard %d".formatted(listener, number, order[slot]));
            return;
        }
        deliveries++;
        frameBytes += message.frameBytes();
        // The sampled ones change from message to message: who comes first in a server's list is always early.
        if (size < SMALL || (listener + position) % SAMPLED == 0) {
            long now = System.nanoTime();
            record(microseconds, now - message.nanoTime());
            record(spreadMicros, now - firstHeardAt[slot]);
        }
        if (++heardBy[slot] == size) {
            whole++;
            onWhole.accept(whole);
        }
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
    }

    private void start(int number, int slot, long seq) {
        if (numbers.get(number)) {
            fail("message %d came twice".formatted(number));
        } else if (lastSeq >= 0 && seq != lastSeq + 1) {
            fail("seq %d came after seq %d".formatted(seq, lastSeq));
        } else if (started - whole == RING) {
            fail("a listener is %d messages behind".formatted(RING));
        }
        numbers.set(number);
        lastSeq = seq;
        order[slot] = number;
        heardBy[slot] = 0;
        firstHeardAt[slot] = System.nanoTime();
        started++;
    }
}
