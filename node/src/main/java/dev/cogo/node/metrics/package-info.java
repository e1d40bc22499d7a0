/**
 * The node's metrics: {@link dev.cogo.node.metrics.Metrics} keeps them, {@link dev.cogo.node.metrics.MetricsDoor} shows them to
 * Prometheus on a port of its own.
 */
@NullMarked
package dev.cogo.node.metrics;

import org.jspecify.annotations.NullMarked;
