package dev.cogo.ai.offline;

import dev.cogo.ai.offline.Phrases.Phrase;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;

/** What answers when no model is connected: it greets, and to questions it says so. */
public final class OfflineProvider implements Provider {
    private static final Origin ORIGIN = Origin.of("offline", "built-in");

    private final Phrases phrases;

    public OfflineProvider(Phrases phrases) {
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return ORIGIN.provider();
    }

    @Override
    public String model() {
        return ORIGIN.served();
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        Phrase phrase = phrases.in(prompt.language());
        String text = switch (prompt.purpose()) {
            case GREETING -> phrase.greeting();
            case ANSWER, TITLE, SUMMARY, COMPLETION -> phrase.unconnected();
        };
        for (String word : text.split("(?<=\\s)")) {
            if (!sink.write(word)) {
                throw ProviderFailure.unwanted(ORIGIN, null);
            }
        }
        return new Completion(text, phrase.language(), ORIGIN, null, false, false);
    }
}
