package dev.cogo.ai.provider;

import dev.cogo.schema.message.Content;
import java.nio.charset.StandardCharsets;

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
            bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > Content.MAX_BYTES) {
                break;
            }
            text.appendCodePoint(c);
        }
        return text.toString().strip();
    }

    private static boolean allowed(int c) {
        boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !halfPair && (!Character.isISOControl(c) || c == '\n' || c == '\t');
    }
}
