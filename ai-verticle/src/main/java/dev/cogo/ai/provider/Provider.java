package dev.cogo.ai.provider;

/**
 * Something that writes text. Methods may be called from many virtual threads at once and may wait; the time and the memory
 * that a call takes are bounded by the provider.
 */
public interface Provider {
    /** The name in answers and in the ledger, such as {@code gemini}. */
    String name();

    /** The model that would be asked now. */
    String model();

    /**
     * Writes the next turn.
     *
     * @throws ProviderFailure with {@code ai_refused} when it declines to answer this prompt, {@code ai_failed} when its
     *     answer was of no use, {@code ai_unavailable} when it can't be reached, is busy, or does not accept us
     */
    default Completion complete(Prompt prompt) {
        return stream(prompt, piece -> true);
    }

    /**
     * Writes the next turn and hands it on in pieces. Joined they are the text, but for blanks at its ends and where a limit
     * cut it.
     *
     * @throws ProviderFailure as for {@link #complete}, after any number of pieces, and with {@code ai_failed} when the sink
     *     wants no more
     */
    Completion stream(Prompt prompt, TextSink sink);
}
