/**
 * What a node counts of itself: {@link dev.cogo.runtime.metrics.NodeMetrics} gives its parts the registry, names begin with
 * {@code cogo.}, and labels have few values, never an id of somebody.
 */
@NullMarked
package dev.cogo.runtime.metrics;

import org.jspecify.annotations.NullMarked;
