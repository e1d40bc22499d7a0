package dev.cogo.bench.rooms;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.socket.FrameListener.Marked;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What becomes of so many messages: each must be acknowledged, and each person of its room must hear it once. Thread-safe.
 */
final class RoomTurn {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final int first;
    private final int messages;
    private final int people;
    private final BitSet heard = new BitSet();
    private final Histogram sinceDue = new Histogram(LONGEST_MICROS, 3);
    private final Histogram acknowledged = new Histogram(LONGEST_MICROS, 3);
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private long frameBytes;

    /** @param first the number of the first message */
    RoomTurn(int first, int messages, int people) {
        this.first = first;
        this.messages = messages;
        this.people = people;
    }

    synchronized void heard(Marked message, int person) {
        int place = (message.number() - first) * people + person;
        if (place < 0 || heard.get(place)) {
            fail("message " + message.number() + " came twice, or too late");
            return;
        }
        heard.set(place);
        frameBytes += message.frameBytes();
        record(sinceDue, message.nanoTime());
        endIfWhole();
    }

    synchronized void acknowledged(long due) {
        record(acknowledged, due);
        endIfWhole();
    }

    void fail(String why) {
        ended.complete(why);
    }

    private static void record(Histogram histogram, long due) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
        histogram.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    private void endIfWhole() {
        if (sinceDue.getTotalCount() == (long) messages * people && acknowledged.getTotalCount() == messages) {
            ended.complete("");
        }
    }

    /** Completes when all has been heard and acknowledged, with nothing, or before that with what went wrong. */
    CompletableFuture<String> ended() {
        return ended;
    }

    /** From when a message was due until one of its people has it, for each of them. */
    synchronized Latency sinceDue() {
        return Latency.of(sinceDue);
    }

    /** From when a message was due until its request was answered. */
    synchronized Latency acknowledged() {
        return Latency.of(acknowledged);
    }

    /** On average. */
    synchronized double frameBytes() {
        return (double) frameBytes / heard.cardinality();
    }
}
