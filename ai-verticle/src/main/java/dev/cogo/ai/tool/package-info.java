/**
 * What models may have done: the chat's own tools with the asker's rights, and those of servers that the operator names; who has to
 * allow a call, and what becomes of it. {@link dev.cogo.ai.tool.Toolbox} knows all tools, {@link dev.cogo.ai.tool.ToolRun} a run's
 * calls, {@link dev.cogo.ai.tool.Approvals} what people say to them.
 */
@NullMarked
package dev.cogo.ai.tool;

import org.jspecify.annotations.NullMarked;
