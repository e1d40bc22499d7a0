/**
 * The words of A2A 1.0 (Agent2Agent protocol), as far as more than one side of the house speaks them: {@link dev.cogo.schema.a2a.TaskJson} writes our tasks in them.
 */
@NullMarked
package dev.cogo.schema.a2a;

import org.jspecify.annotations.NullMarked;
