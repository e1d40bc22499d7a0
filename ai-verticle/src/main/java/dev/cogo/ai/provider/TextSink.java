package dev.cogo.ai.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Takes what a provider writes while it writes. */
@FunctionalInterface
public interface TextSink {
    /**
     * Takes the next piece, which is not empty. It is as the model wrote it: it may hold control characters, and end within a
     * surrogate pair; whoever shows it cleans it. One is given after the other, on any thread; it must not wait.
     *
     * @return false when nobody wants the text any more, and the provider is to end its work
     */
    boolean write(String piece);

    /**
     * Completes, on any thread, when nobody wants the text any more, perhaps long before the next piece. The provider then
     * drops its call at once, so that the model stops writing, and fails with {@link ProviderFailure#unwanted}. Never fails.
     */
    default Future<Void> unwanted() {
        return Promise.<Void>promise().future();
    }
}
