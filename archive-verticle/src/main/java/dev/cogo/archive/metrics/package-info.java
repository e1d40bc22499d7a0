/**
 * The rows of {@code function_metrics}: written in batches, in daily partitions that are dropped whole. See {@link
 * dev.cogo.archive.metrics.MetricsLog}.
 */
@NullMarked
package dev.cogo.archive.metrics;

import org.jspecify.annotations.NullMarked;
