package dev.cogo.bench.ai;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.socket.FrameListener.Marked;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** When the pieces of a round's answers came to their listeners. Each counts when it is heard first, be it in a piece or in all so far. On the loop's thread. */
final class Ears {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final int firstRun;
    private final AnswersPlan plan;
    private final BitSet[] heard;
    private final long[] begun;
    private final Histogram pieces = histogram();
    private String failure = "";

    /** @param firstRun the number of the round's first answer */
    Ears(int firstRun, AnswersPlan plan, int listeners) {
        this.firstRun = firstRun;
        this.plan = plan;
        this.heard = new BitSet[listeners];
        for (int i = 0; i < listeners; i++) {
            heard[i] = new BitSet();
        }
        this.begun = new long[plan.runs()];
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, 3);
    }

    void heard(int listener, Marked piece) {
        int run = piece.number() / ModelStub.MOST_PIECES - firstRun;
        int place = piece.number() % ModelStub.MOST_PIECES;
        // What a session said before is told in its messages.
        if (run < 0 || heard[listener].get(place)) {
            return;
        }
        heard[listener].set(place);
        if (place == 0) {
            begun[run] = piece.nanoTime();
        }
        if (place >= plan.before() && place < plan.pieces() - plan.perSecond()) {
            pieces.recordValue(
                    Math.clamp(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - piece.nanoTime()), 0, LONGEST_MICROS));
        }
    }

    void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    /** What went wrong; empty for nothing. */
    String failure() {
        return failure;
    }

    boolean hasAll() {
        for (BitSet each : heard) {
            if (each.cardinality() < plan.pieces()) {
                return false;
            }
        }
        return true;
    }

    /** When the model wrote the first piece of an answer. */
    long begun(int run) {
        return begun[run];
    }

    Latency pieces() {
        return Latency.of(pieces);
    }
}
