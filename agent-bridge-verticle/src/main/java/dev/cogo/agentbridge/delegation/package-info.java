/**
 * Handing a task to its agent: the HTTP call, what its answers mean, and when to try again (exponential back-off, a bounded
 * number of attempts). {@link dev.cogo.agentbridge.delegation.Delegation} is the way in.
 */
@NullMarked
package dev.cogo.agentbridge.delegation;

import org.jspecify.annotations.NullMarked;
