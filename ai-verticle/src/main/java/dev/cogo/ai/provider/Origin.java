package dev.cogo.ai.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from, for the ledger.
 *
 * @param provider whose model, such as {@code gemini}
 * @param asked the model that was asked
 * @param served the model that answered, by the provider's own word; a provider may serve an old name by a new model
 * @param finishReason why the text ended, in the provider's words; null when it did not say
 * @param firstPiece from the call to the first piece of text; null without one
 * @param estimated whether the tokens are our estimate: the provider tells them at the end, and the call was cut before
 */
public record Origin(
        String provider,
        String asked,
        String served,
        @Nullable String finishReason,
        @Nullable Duration firstPiece,
        boolean estimated) {

    /** A text that no call has made. */
    public static Origin of(String provider, String model) {
        return new Origin(provider, model, model, null, null, false);
    }
}
