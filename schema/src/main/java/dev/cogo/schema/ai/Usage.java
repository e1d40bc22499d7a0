package dev.cogo.schema.ai;

/**
 * What a provider counted, in tokens.
 *
 * @param promptTokens what the model read
 * @param outputTokens what it wrote, with what it thought
 * @param cachedTokens those of the prompt that the provider had kept from an earlier one
 * @param thoughtTokens those of the output that it thought
 * @param toolTokens what tools of the provider made it read beside the prompt
 */
public record Usage(
        int promptTokens, int outputTokens, int totalTokens, int cachedTokens, int thoughtTokens, int toolTokens) {

    /** Counts of a provider that tells no more. */
    public Usage(int promptTokens, int outputTokens, int totalTokens) {
        this(promptTokens, outputTokens, totalTokens, 0, 0, 0);
    }
}
