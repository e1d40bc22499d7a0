package dev.cogo.bench.start;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much is measured.
 *
 * @param training what a node does whose classes and profiles are kept, before it is stopped; zero for no cache
 * @param cold from the first message on
 * @param warmUp between that and the warm time, not counted
 */
public record StartPlan(
        int rounds,
        int connections,
        int bytes,
        Duration training,
        Duration cold,
        Duration warmUp,
        int nodeHeapMiB,
        Path folder) {}
