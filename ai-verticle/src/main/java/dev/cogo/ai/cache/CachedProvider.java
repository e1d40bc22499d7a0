package dev.cogo.ai.cache;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.TextSink;
import java.util.Optional;
import java.util.function.Supplier;

/** A provider that asks the cache first. Only whole answers are kept, and none to programs: they ask twice to get two. Summaries have a row of their own. */
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
        return known(prompt, () -> provider.complete(prompt), text -> true);
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        return known(prompt, () -> provider.stream(prompt, sink), sink);
    }

    /** @param sink is given a known answer, in one piece; what becomes of it then does not matter, it cost nothing */
    private Completion known(Prompt prompt, Supplier<Completion> ask, TextSink sink) {
        if (prompt.purpose() == Purpose.COMPLETION
                || prompt.purpose() == Purpose.SUMMARY
                || !prompt.tools().isEmpty()
                || !prompt.steps().isEmpty()) {
            // What tools find changes, and is not for everybody.
            return ask.get();
        }
        CacheKey key = CacheKey.of(prompt, provider.model());
        Optional<Completion> known = cache.find(key);
        if (known.isPresent()) {
            sink.write(known.get().text());
            return known.get();
        }
        Completion answer = ask.get();
        if (!answer.truncated()) {
            cache.store(key, answer);
        }
        return answer;
    }
}
