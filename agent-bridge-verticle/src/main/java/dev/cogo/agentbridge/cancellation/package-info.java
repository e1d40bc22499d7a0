/**
 * Tasks that nobody wants any more: {@link dev.cogo.agentbridge.cancellation.Cancellation} ends them, and tells their agents.
 */
@NullMarked
package dev.cogo.agentbridge.cancellation;

import org.jspecify.annotations.NullMarked;
