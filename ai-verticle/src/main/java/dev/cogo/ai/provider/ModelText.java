package dev.cogo.ai.provider;

import dev.cogo.schema.text.CleanText;
import dev.cogo.schema.text.Content;

/** Makes what a model wrote fit for a message: models do emit control characters, and nothing limits what they emit. */
public final class ModelText {
    private ModelText() {}

    /**
     * The text without what {@link Content#check} refuses and without blank ends, cut to {@link Content#MAX_BYTES}. It may be
     * empty.
     */
    public static String clean(String raw) {
        return CleanText.content(raw);
    }

    /** How many bytes a character takes in UTF-8. */
    public static int bytes(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** Whether a message may hold the character. */
    public static boolean allowed(int c) {
        return CleanText.allowed(c);
    }
}
