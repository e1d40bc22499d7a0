/**
 * Servers of the Model Context Protocol that tools come from: {@link dev.cogo.ai.mcp.McpClient} lists and calls them, in the revision
 * that the server speaks.
 */
@NullMarked
package dev.cogo.ai.mcp;

import org.jspecify.annotations.NullMarked;
