/**
 * Tasks out to agents, progress and results back into the chat.
 *
 * <p>Agents are those of the settings and those that operators register ({@code registry}). A task is a row before it is sent ({@code tasks}). A node that has room takes a lease on it, hands it to
 * the agent over HTTP, again with growing pauses while the agent is away ({@code delegation}), and keeps the lease while the
 * agent works; a node that dies leaves its tasks to another. The agent posts progress and the result to the gateway, which
 * passes them on ({@code reports}). The end goes live on the task's channel and becomes a message in the session
 * ({@code completion}). An agent may ask for its tasks
 * instead ({@code pull}), ask people something ({@code questions}), and be told that nobody wants its work any more ({@code
 * cancellation}). {@link dev.cogo.agentbridge.AgentBridgeVerticle} is the way in.
 */
@NullMarked
package dev.cogo.agentbridge;

import org.jspecify.annotations.NullMarked;
