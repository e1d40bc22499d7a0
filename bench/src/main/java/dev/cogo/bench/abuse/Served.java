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
public record Served(Map<Errand, Latency> latencies, List<String> failures) {}
