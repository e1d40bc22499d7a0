package dev.cogo.ai.cache;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import java.util.Optional;

/** A provider that asks the cache first. Only whole answers are kept. */
public final class CachedProvider implements Provider {
    private final Provider provider;
    private final AnswerCache cache;

    public CachedProvider(Provider provider, AnswerCache cache) {
        this.provider = provider;
        this.cache = cache;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public String model() {
        return provider.model();
    }

    @Override
    public Completion complete(Prompt prompt) {
        CacheKey key = CacheKey.of(prompt, provider.model());
        Optional<Completion> known = cache.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        Completion answer = provider.complete(prompt);
        if (!answer.truncated()) {
            cache.store(key, provider.name(), answer);
        }
        return answer;
    }
}
