package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Latency;
import java.util.List;
import java.util.Map;

/**
 * How a bystander was served.
 *
 * @param latencies of each errand, from when it was due
 * @param failures errands that were refused, or that took longer than anybody waits
 */
public record Served(Map<Errand, Latency> latencies, List<Failure> failures) {
    /** An errand that came to nothing. */
    public record Failure(Errand errand, String why) {
        @Override
        public String toString() {
            return errand + ": " + why;
        }
    }

    /** The same. */
    List<Failure> failures(Errand errand) {
        return failures.stream().filter(failure -> failure.errand == errand).toList();
    }
}
