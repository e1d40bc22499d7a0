package dev.cogo.ai.model;

import dev.cogo.ai.provider.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * How models write.
 *
 * @param maxOutputTokens of one answer, 1 to 65,536; with most models what they think counts too
 * @param thinking null leaves it to the model
 */
public record Generation(int maxOutputTokens, @Nullable Thinking thinking) {
    /** Unless an operator wants it otherwise. */
    public static final Generation DEFAULT = new Generation(1024, null);

    /** How many tokens the answer to a prompt may have. */
    public int maxOutputTokens(Prompt prompt) {
        Integer wanted = prompt.maxTokens();
        return wanted == null ? maxOutputTokens : Math.min(wanted, maxOutputTokens);
    }

    public Generation {
        if (maxOutputTokens < 1 || maxOutputTokens > 65_536) {
            throw new IllegalArgumentException("AI_MAX_OUTPUT_TOKENS must be 1 to 65536");
        }
    }
}
