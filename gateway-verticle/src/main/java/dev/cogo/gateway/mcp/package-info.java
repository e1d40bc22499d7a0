/**
 * The door for clients of the Model Context Protocol: other people's assistants use the chat as a tool, as the user whose token they
 * bear. {@link dev.cogo.gateway.mcp.McpDoor} is the way in; what a tool does is a call of the API, answered by the API's own route,
 * so there is neither logic nor state here.
 */
@NullMarked
package dev.cogo.gateway.mcp;

import org.jspecify.annotations.NullMarked;
