package dev.cogo.ai.tool;

import dev.cogo.ai.provider.ToolSpec;

/**
 * A tool that may be asked for.
 *
 * @param server whose it is
 * @param name its name there
 * @param policy what its server's settings say; a call may want more
 */
record Tool(ToolSpec spec, String server, String name, Policy policy) {}
