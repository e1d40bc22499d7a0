package dev.cogo.ai.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a provider is told.
 *
 * @param language the BCP 47 tag in which to write
 * @param system who the model is and how it writes
 * @param turns the conversation, oldest first; it begins and ends with the user
 * @param scope a cached answer is given again only within its scope; null when it is for everybody
 * @param template name and version of the template that it is made of; null for none
 * @param maxTokens how many may be written at most, below what the server allows; null for that alone
 * @param tools what the model may ask for
 * @param steps what it has asked for since the last turn
 */
public record Prompt(
        Purpose purpose,
        String language,
        String system,
        List<Turn> turns,
        @Nullable String scope,
        @Nullable String template,
        @Nullable Integer maxTokens,
        List<ToolSpec> tools,
        List<ToolStep> steps) {
    public Prompt {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        steps = List.copyOf(steps);
        if (turns.isEmpty()
                || turns.getFirst().role() != Turn.Role.USER
                || turns.getLast().role() != Turn.Role.USER) {
            throw new IllegalArgumentException("a conversation begins and ends with the user");
        }
    }

    public Prompt(
            Purpose purpose,
            String language,
            String system,
            List<Turn> turns,
            @Nullable String scope,
            @Nullable String template) {
        this(purpose, language, system, turns, scope, template, null);
    }

    /** A prompt without tools. */
    public Prompt(
            Purpose purpose,
            String language,
            String system,
            List<Turn> turns,
            @Nullable String scope,
            @Nullable String template,
            @Nullable Integer maxTokens) {
        this(purpose, language, system, turns, scope, template, maxTokens, List.of(), List.of());
    }

    /** A prompt whose answer may be given to everybody who asks the same. */
    public Prompt(Purpose purpose, String language, String system, List<Turn> turns) {
        this(purpose, language, system, turns, null, null);
    }
}
