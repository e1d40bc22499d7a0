package dev.cogo.ai.provider;

import java.util.Map;

/**
 * A tool that a model may ask for.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 _ -}, which every service takes
 * @param schema the JSON Schema of its arguments, an object's
 */
public record ToolSpec(String name, String description, Map<String, Object> schema) {}
