package dev.cogo.bench.cluster;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.socket.FrameListener.Marked;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * When each message was acknowledged and when it was heard, on the sender's node and on another. Each must be heard once, and on
 * a channel in the order in which it was sent. Used on the loop's thread only.
 */
final class Arrivals {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    /** Where a listener is. */
    enum Place {
        SAME_NODE,
        OTHER_NODE
    }

    private final int channels;
    private final int first;
    private final long[] acknowledgedAt;
    private final BitSet[] heard = {new BitSet(), new BitSet()};
    private final int[][] lastHeard;
    private final Histogram[] sinceDue = {histogram(), histogram()};
    private final Histogram sinceAcknowledged = histogram();
    private final Histogram acknowledged = histogram();
    private String failure = "";

    /**
     * For the messages from one number on, which take turns on the channels.
     *
     * @param messages how many there are
     */
    Arrivals(int channels, int first, int messages) {
        this.channels = channels;
        this.first = first;
        this.acknowledgedAt = new long[messages];
        this.lastHeard = new int[Place.values().length][channels];
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, 3);
    }

    void acknowledged(Marked message) {
        long now = System.nanoTime();
        int number = message.number();
        acknowledgedAt[number - first] = now;
        record(acknowledged, now - message.nanoTime());
        if (heard[Place.OTHER_NODE.ordinal()].get(number - first)) {
            // It was faster than the acknowledgement.
            record(sinceAcknowledged, 0);
        }
    }

    void heard(Place place, Marked message) {
        long now = System.nanoTime();
        int number = message.number();
        BitSet before = heard[place.ordinal()];
        int[] last = lastHeard[place.ordinal()];
        if (number < first || before.get(number - first) || last[number % channels] > number) {
            fail("message " + number + " came twice, or not in order");
            return;
        }
        before.set(number - first);
        last[number % channels] = number;
        record(sinceDue[place.ordinal()], now - message.nanoTime());
        if (place == Place.OTHER_NODE && acknowledgedAt[number - first] != 0) {
            record(sinceAcknowledged, now - acknowledgedAt[number - first]);
        }
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
    }

    void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    /** Empty without one. */
    String failure() {
        return failure;
    }

    /** How many have been heard at a place. */
    int heardAt(Place place) {
        return heard[place.ordinal()].cardinality();
    }

    Latency acknowledged() {
        return Latency.of(acknowledged);
    }

    Latency sinceDue(Place place) {
        return Latency.of(sinceDue[place.ordinal()]);
    }

    Latency sinceAcknowledged() {
        return Latency.of(sinceAcknowledged);
    }
}
