package dev.cogo.ai.greeting;

import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.template.Template;
import dev.cogo.ai.template.Templates;
import java.util.List;

/** The prompt for a greeting. It names nobody, so one greeting serves all readers of a language while it is cached. */
final class GreetingPrompt {
    private GreetingPrompt() {}

    static Prompt in(String language, Templates templates) {
        Template template = templates.of(Purpose.GREETING, language);
        return new Prompt(
                Purpose.GREETING,
                language,
                template.filled(Templates.values(language)),
                List.of(Turn.user(
                        "Somebody has just opened the chat. Welcome them in one or two friendly sentences and say"
                                + " that they can ask you anything.")),
                null,
                template.id());
    }
}
