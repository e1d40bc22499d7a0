/** Which request something is done for, across contexts and nodes, so that each line of the log can say it. */
@NullMarked
package dev.cogo.runtime.trace;

import org.jspecify.annotations.NullMarked;
