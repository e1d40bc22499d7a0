/**
 * Agents that speak A2A: {@link dev.cogo.agentbridge.a2a.RemoteTasks} gives them tasks and asks how they go, {@link
 * dev.cogo.agentbridge.a2a.A2aClient} makes the calls, and what is learned is a report like any other.
 */
@NullMarked
package dev.cogo.agentbridge.a2a;

import org.jspecify.annotations.NullMarked;
