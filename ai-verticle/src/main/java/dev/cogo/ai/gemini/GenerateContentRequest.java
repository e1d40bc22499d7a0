package dev.cogo.ai.gemini;

import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.Thinking;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.ToolCall;
import dev.cogo.ai.provider.ToolSpec;
import dev.cogo.ai.provider.ToolStep;
import dev.cogo.ai.provider.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code streamGenerateContent} (Gemini API, v1beta), as far as we use it. */
record GenerateContentRequest(
        Content systemInstruction,
        List<Content> contents,
        GenerationConfig generationConfig,
        @Nullable List<Tools> tools) {
    private static final double TEMPERATURE = 0.7;

    record Content(@Nullable String role, List<Part> parts) {}

    record Part(
            @Nullable String text,
            @Nullable FunctionCall functionCall,
            @Nullable FunctionResponse functionResponse,
            @Nullable String thoughtSignature) {
        Part(String text) {
            this(text, null, null, null);
        }
    }

    record FunctionCall(String name, Map<String, Object> args) {}

    record FunctionResponse(String name, Map<String, Object> response) {}

    record Tools(List<Declaration> functionDeclarations) {}

    record Declaration(String name, String description, Map<String, Object> parametersJsonSchema) {}

    record GenerationConfig(
            double temperature,
            int maxOutputTokens,
            @Nullable ThinkingConfig thinkingConfig) {}

    record ThinkingConfig(String thinkingLevel) {}

    static GenerateContentRequest of(Prompt prompt, Generation generation) {
        return new GenerateContentRequest(
                new Content(null, List.of(new Part(prompt.system()))),
                contents(prompt),
                new GenerationConfig(TEMPERATURE, generation.maxOutputTokens(prompt), thinking(generation.thinking())),
                prompt.tools().isEmpty() ? null : List.of(new Tools(declarations(prompt.tools()))));
    }

    private static List<Declaration> declarations(List<ToolSpec> tools) {
        return tools.stream()
                .map(tool -> new Declaration(tool.name(), tool.description(), tool.schema()))
                .toList();
    }

    private static @Nullable ThinkingConfig thinking(@Nullable Thinking thinking) {
        return thinking == null ? null : new ThinkingConfig(thinking.wireName());
    }

    // Roles have to alternate; several people may have spoken before the model did.
    private static List<Content> contents(Prompt prompt) {
        List<Content> contents = new ArrayList<>();
        for (Turn turn : prompt.turns()) {
            String role = roleName(turn.role());
            if (contents.isEmpty() || !role.equals(contents.getLast().role())) {
                contents.add(new Content(role, new ArrayList<>()));
            }
            contents.getLast().parts().add(new Part(turn.text()));
        }
        for (ToolStep step : prompt.steps()) {
            contents.add(new Content(roleName(Turn.Role.MODEL), asked(step)));
            contents.add(new Content(roleName(Turn.Role.USER), found(step)));
        }
        return contents;
    }

    private static List<Part> asked(ToolStep step) {
        List<Part> parts = new ArrayList<>();
        if (!step.text().isEmpty()) {
            parts.add(new Part(step.text()));
        }
        for (ToolCall call : step.calls()) {
            parts.add(new Part(null, new FunctionCall(call.name(), call.arguments()), null, call.signature()));
        }
        return parts;
    }

    private static List<Part> found(ToolStep step) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < step.calls().size(); i++) {
            parts.add(new Part(
                    null,
                    null,
                    new FunctionResponse(
                            step.calls().get(i).name(),
                            Map.of("result", step.results().get(i))),
                    null));
        }
        return parts;
    }

    private static String roleName(Turn.Role role) {
        return switch (role) {
            case USER -> "user";
            case MODEL -> "model";
        };
    }
}
