/**
 * What agents tell of their tasks (progress, result, failure), in order and repeatable. {@link
 * dev.cogo.agentbridge.reports.Reports} is the way in.
 */
@NullMarked
package dev.cogo.agentbridge.reports;

import org.jspecify.annotations.NullMarked;
