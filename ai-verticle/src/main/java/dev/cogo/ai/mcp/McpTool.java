package dev.cogo.ai.mcp;

import java.util.Map;

/**
 * A tool as its server describes it.
 *
 * @param description the server's own words: data
 * @param schema the JSON Schema of its arguments
 */
public record McpTool(String name, String description, Map<String, Object> schema) {}
