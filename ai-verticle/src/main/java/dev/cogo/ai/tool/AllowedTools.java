package dev.cogo.ai.tool;

import dev.cogo.schema.assistant.AssistantSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools of the server that one assistant may use; it hears of no others, and asks for none.
 *
 * @param allowed a server, a tool as models know it, or {@link AssistantSettings#ALL_TOOLS}
 */
record AllowedTools(Toolbox toolbox, List<String> allowed) {
    /** The tools by the name that models know them by. Waits for servers that were not asked for a while. */
    Map<String, Tool> tools() {
        Map<String, Tool> tools = new LinkedHashMap<>();
        if (!allowed.isEmpty()) {
            tools.putAll(toolbox.tools());
            tools.entrySet().removeIf(tool -> !allows(tool.getKey(), tool.getValue()));
        }
        return tools;
    }

    private boolean allows(String name, Tool tool) {
        return allowed.contains(AssistantSettings.ALL_TOOLS)
                || allowed.contains(tool.server())
                || allowed.contains(name);
    }

    Optional<ToolSource> source(String server) {
        return toolbox.source(server);
    }
}
