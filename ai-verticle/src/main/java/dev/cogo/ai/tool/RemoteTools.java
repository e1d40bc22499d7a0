package dev.cogo.ai.tool;

import dev.cogo.ai.mcp.McpClient;
import dev.cogo.ai.mcp.McpFailure;
import dev.cogo.ai.mcp.McpTool;
import dev.cogo.ai.provider.ModelText;
import dev.cogo.ai.provider.ToolSpec;
import dev.cogo.schema.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools of one server. They are listed every few minutes; a server that is away has none for a while. What it says of its tools
 * and what they find is data: names in our own form, texts without control characters and within bounds.
 */
final class RemoteTools implements ToolSource {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteTools.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final int MAX_TOOLS = 64;
    private static final int MAX_DESCRIPTION = 1024;
    private static final int MAX_SCHEMA_BYTES = 8 * 1024;
    /** What all services take. */
    private static final int MAX_NAME = 64;

    private final ToolServer server;
    private final McpClient client;
    private Map<String, McpTool> known = Map.of();
    private List<Tool> tools = List.of();
    private long until = System.nanoTime();
    private boolean asking;

    RemoteTools(ToolServer server, McpClient client) {
        this.server = server;
        this.client = client;
    }

    // Of several who find the list old, one asks, and the others take the old one.
    @Override
    public List<Tool> tools() {
        if (asking || System.nanoTime() - until < 0) {
            return tools;
        }
        asking = true;
        try {
            read(client.tools().await());
            until = System.nanoTime() + FRESH.toNanos();
        } catch (Exception e) { // await also throws checked exceptions
            LOG.warn("the tools of {} can't be listed: {}", server.name(), sentence(e));
            tools = List.of();
            until = System.nanoTime() + AWAY.toNanos();
        } finally {
            asking = false;
        }
        return tools;
    }

    private void read(List<McpTool> listed) {
        Map<String, McpTool> byName = new LinkedHashMap<>();
        List<Tool> offered = new ArrayList<>();
        for (McpTool tool : listed) {
            String name = server.name() + "__" + tool.name();
            Policy policy = server.policy(tool.name());
            if (policy != Policy.NEVER
                    && offered.size() < MAX_TOOLS
                    && isName(name)
                    && Json.length(tool.schema()) <= MAX_SCHEMA_BYTES
                    && byName.putIfAbsent(tool.name(), tool) == null) {
                String description = ModelText.clean(tool.description());
                offered.add(new Tool(
                        new ToolSpec(
                                name,
                                description.substring(0, Math.min(MAX_DESCRIPTION, description.length())),
                                tool.schema()),
                        server.name(),
                        tool.name(),
                        policy));
            }
        }
        known = byName;
        tools = List.copyOf(offered);
    }

    private static boolean isName(String name) {
        return name.length() <= MAX_NAME
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '_'
                                || c == '-');
    }

    // Whether it was done nobody knows, and it may not bear being done twice.
    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Found call(ToolUse use) {
        // Another node may have listed it.
        tools();
        McpTool tool = known.get(use.tool());
        if (tool == null) {
            return new Found("the tool is not there at the moment", true);
        }
        try {
            JsonObject result =
                    client.call(tool, use.arguments(), use.unwanted()).await();
            return new Found(text(result), Boolean.TRUE.equals(result.getValue("isError")));
        } catch (Exception e) { // await also throws checked exceptions
            return new Found("the tool could not be used: " + sentence(e), true);
        }
    }

    private static String sentence(Exception e) {
        return e instanceof McpFailure ours ? ours.getMessage() : "it gave no usable answer";
    }

    private static String text(JsonObject result) {
        if ("input_required".equals(result.getValue("resultType"))) {
            return "the tool asks for more than arguments, which can't be given here";
        }
        StringBuilder text = new StringBuilder();
        if (result.getValue("content") instanceof JsonArray blocks) {
            for (Object block : blocks) {
                if (block instanceof JsonObject part) {
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(
                                    part.getValue("text") instanceof String words
                                            ? words
                                            : "(something that is no text)");
                }
            }
        }
        if (text.isEmpty() && result.getValue("structuredContent") != null) {
            text.append(Json.string(result.getValue("structuredContent")));
        }
        return ModelText.clean(text.toString());
    }
}
