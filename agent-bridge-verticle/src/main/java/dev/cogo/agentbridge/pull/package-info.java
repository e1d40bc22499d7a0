/**
 * Tasks of agents that ask for them: {@link dev.cogo.agentbridge.pull.PullQueue} gives them out by leases that the agents' reports
 * renew.
 */
@NullMarked
package dev.cogo.agentbridge.pull;

import org.jspecify.annotations.NullMarked;
