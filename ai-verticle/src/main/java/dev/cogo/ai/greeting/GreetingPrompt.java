package dev.cogo.ai.greeting;

import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.template.Templates;
import dev.cogo.schema.assistant.Assistant;
import java.util.List;

/** The prompt for a greeting. It names nobody, so one greeting serves all readers of a language while it is cached. */
final class GreetingPrompt {
    private GreetingPrompt() {}

    static Prompt in(String language, Templates templates, Assistant assistant) {
        Templates.Told told = templates.told(Purpose.GREETING, language, assistant);
        return new Prompt(
                Purpose.GREETING,
                language,
                told.text(),
                List.of(Turn.user(
                        "Somebody has just opened the chat. Welcome them in one or two friendly sentences and say"
                                + " that they can ask you anything.")),
                null,
                told.id(),
                assistant.maxOutputTokens());
    }
}
