/**
 * The door for agents of others: A2A 1.0 over JSON-RPC and over HTTP+JSON. {@link dev.cogo.gateway.a2a.A2aDoor} reads a request of either
 * binding into an {@link dev.cogo.gateway.a2a.A2aCall}, {@link dev.cogo.gateway.a2a.A2aOperations} carries it out by the bus operations that the
 * API has, and {@link dev.cogo.gateway.a2a.TaskStream} writes what goes on.
 */
@NullMarked
package dev.cogo.gateway.a2a;

import org.jspecify.annotations.NullMarked;
