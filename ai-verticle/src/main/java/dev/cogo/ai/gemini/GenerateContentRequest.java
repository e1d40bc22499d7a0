package dev.cogo.ai.gemini;

import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.Thinking;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code streamGenerateContent} (Gemini API, v1beta), as far as we use it. */
record GenerateContentRequest(Content systemInstruction, List<Content> contents, GenerationConfig generationConfig) {
    private static final double TEMPERATURE = 0.7;

    record Content(@Nullable String role, List<Part> parts) {}

    record Part(String text) {}

    record GenerationConfig(
            double temperature,
            int maxOutputTokens,
            @Nullable ThinkingConfig thinkingConfig) {}

    record ThinkingConfig(String thinkingLevel) {}

    static GenerateContentRequest of(Prompt prompt, Generation generation) {
        return new GenerateContentRequest(
                new Content(null, List.of(new Part(prompt.system()))),
                contents(prompt.turns()),
                new GenerationConfig(TEMPERATURE, generation.maxOutputTokens(prompt), thinking(generation.thinking())));
    }

    private static @Nullable ThinkingConfig thinking(@Nullable Thinking thinking) {
        return thinking == null ? null : new ThinkingConfig(thinking.wireName());
    }

    // Roles have to alternate; several people may have spoken before the model did.
    private static List<Content> contents(List<Turn> turns) {
        List<Content> contents = new ArrayList<>();
        for (Turn turn : turns) {
            String role = roleName(turn.role());
            if (contents.isEmpty() || !role.equals(contents.getLast().role())) {
                contents.add(new Content(role, new ArrayList<>()));
            }
            contents.getLast().parts().add(new Part(turn.text()));
        }
        return contents;
    }

    private static String roleName(Turn.Role role) {
        return switch (role) {
            case USER -> "user";
            case MODEL -> "model";
        };
    }
}
