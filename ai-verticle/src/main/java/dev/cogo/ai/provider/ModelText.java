package dev.cogo.ai.provider;

import dev.cogo.schema.text.Content;

/** Makes what a model wrote fit for a message: models do emit control characters, and nothing limits what they emit. */
public final class ModelText {
    private ModelText() {}

    /**
     * The text without what {@link Content#check} refuses and without blank ends, cut to {@link Content#MAX_BYTES}. It may be
     * empty.
     */
    public static String clean(String raw) {
        StringBuilder text = new StringBuilder(Math.min(raw.length(), Content.MAX_BYTES));
        int bytes = 0;
        for (int c : raw.strip().codePoints().toArray()) {
            if (!allowed(c)) {
                continue;
            }
            bytes += bytes(c);
            if (bytes > Content.MAX_BYTES) {
                break;
            }
            text.appendCodePoint(c);
        }
        return text.toString().strip();
    }

    /** How many bytes a character takes in UTF-8. */
    public static int bytes(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** Whether a message may hold the character. */
    public static boolean allowed(int c) {
        boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !halfPair && (!Character.isISOControl(c) || c == '\n' || c == '\t');
    }
}
