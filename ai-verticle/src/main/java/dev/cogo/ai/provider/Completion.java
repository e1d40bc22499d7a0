package dev.cogo.ai.provider;

import dev.cogo.schema.ai.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider wrote.
 *
 * @param text can be stored as a message
 * @param language the BCP 47 tag that it is written in; another than asked for when the provider does not know that one
 * @param origin which model wrote it
 * @param usage null when nothing was asked of a model
 * @param truncated whether the text ends where a limit ended it, or for a reason that we do not know
 * @param cached whether it was written for an earlier prompt
 * @param calls the tools that it wants called before it goes on; the text is empty or a step's then, and no answer
 */
public record Completion(
        String text,
        String language,
        Origin origin,
        @Nullable Usage usage,
        boolean truncated,
        boolean cached,
        List<ToolCall> calls) {
    public Completion {
        calls = List.copyOf(calls);
        Objects.requireNonNull(text);
        Objects.requireNonNull(language);
        Objects.requireNonNull(origin);
    }

    /** An answer. */
    public Completion(
            String text, String language, Origin origin, @Nullable Usage usage, boolean truncated, boolean cached) {
        this(text, language, origin, usage, truncated, cached, List.of());
    }

    /** The model that wrote it. */
    public String model() {
        return origin.served();
    }

    /** The same with another text. */
    public Completion with(String shown) {
        return new Completion(shown, language, origin, usage, truncated, cached, calls);
    }
}
