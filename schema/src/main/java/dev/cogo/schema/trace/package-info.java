/** Which request something is done for, across contexts and nodes, so that each line of the log can say it. */
@NullMarked
package dev.cogo.schema.trace;

import org.jspecify.annotations.NullMarked;
