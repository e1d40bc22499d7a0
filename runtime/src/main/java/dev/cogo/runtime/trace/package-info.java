/**
 * Which request something is done for, across contexts and nodes (W3C Trace Context), so that each line of the log can say
 * it. {@link dev.cogo.runtime.trace.RequestTrace} is the way in.
 */
@NullMarked
package dev.cogo.runtime.trace;

import org.jspecify.annotations.NullMarked;
