/** Handing a task to its agent: the HTTP call, what its answers mean, and when to try again. */
@NullMarked
package dev.cogo.agentbridge.delegation;

import org.jspecify.annotations.NullMarked;
