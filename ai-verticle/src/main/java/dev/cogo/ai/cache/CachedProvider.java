package dev.cogo.ai.cache;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderDecorator;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.TextSink;
import java.util.Optional;

/** A provider that asks the cache first. Only whole answers are kept, and none to programs: they ask twice to get two. Summaries have a row of their own. */
public final class CachedProvider extends ProviderDecorator {
    private final AnswerCache cache;

    public CachedProvider(Provider provider, AnswerCache cache) {
        super(provider);
        this.cache = cache;
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        if (prompt.purpose() == Purpose.COMPLETION
                || prompt.purpose() == Purpose.SUMMARY
                || !prompt.tools().isEmpty()
                || !prompt.steps().isEmpty()) {
            // What tools find changes, and is not for everybody.
            return provider.stream(prompt, sink);
        }
        CacheKey key = CacheKey.of(prompt, provider.model());
        Optional<Completion> known = cache.find(key);
        if (known.isPresent()) {
            // In one piece; what becomes of it then does not matter, it cost nothing.
            sink.write(known.get().text());
            return known.get();
        }
        Completion answer = provider.stream(prompt, sink);
        if (!answer.truncated()) {
            cache.store(key, answer);
        }
        return answer;
    }
}
