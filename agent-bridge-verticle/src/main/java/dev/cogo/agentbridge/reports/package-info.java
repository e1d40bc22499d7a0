/** What agents tell of their tasks. */
@NullMarked
package dev.cogo.agentbridge.reports;

import org.jspecify.annotations.NullMarked;
