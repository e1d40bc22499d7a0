package dev.cogo.bench;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What a run measured.
 *
 * @param microseconds from when a message was due to its acknowledgement
 */
record LoadResult(long acknowledged, long failed, Duration elapsed, Histogram microseconds) {}
