/**
 * How agents are called: {@link dev.cogo.agentbridge.http.AgentHttp} makes one call, bounded in time and size.
 */
@NullMarked
package dev.cogo.agentbridge.http;

import org.jspecify.annotations.NullMarked;
