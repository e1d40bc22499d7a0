package dev.cogo.ai.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's wish to have a tool called.
 *
 * @param id the service's own name for it, or one of ours where it gives none
 * @param name the tool's, as the model wrote it
 * @param signature what the service wants back with the call (Gemini's thought signature); null for nothing
 */
public record ToolCall(
        String id,
        String name,
        Map<String, Object> arguments,
        @Nullable String signature) {}
