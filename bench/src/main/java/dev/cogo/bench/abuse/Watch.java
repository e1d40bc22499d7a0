package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Latency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** How a bystander was served for a time: how long each errand took from when it was due, and which ones came to nothing. */
final class Watch {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final Map<Errand, Histogram> microseconds = new EnumMap<>(Errand.class);
    private final Queue<Served.Failure> failures = new ConcurrentLinkedQueue<>();

    Watch() {
        for (Errand errand : Errand.values()) {
            microseconds.put(errand, new SynchronizedHistogram(LONGEST_MICROS, 3));
        }
    }

    void served(Errand errand, long dueNanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueNanos);
        of(errand).recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
    }

    void failed(Errand errand, String why) {
        failures.add(new Served.Failure(errand, why));
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    long count(Errand errand) {
        return of(errand).getTotalCount();
    }

    private Histogram of(Errand errand) {
        return Objects.requireNonNull(microseconds.get(errand));
    }

    Served served() {
        Map<Errand, Latency> latencies = new EnumMap<>(Errand.class);
        microseconds.forEach((errand, histogram) -> latencies.put(errand, Latency.of(histogram)));
        return new Served(latencies, List.copyOf(failures));
    }
}
