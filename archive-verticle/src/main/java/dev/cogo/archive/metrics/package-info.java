/** The rows of function_metrics: written in batches, kept for a while. */
@NullMarked
package dev.cogo.archive.metrics;

import org.jspecify.annotations.NullMarked;
