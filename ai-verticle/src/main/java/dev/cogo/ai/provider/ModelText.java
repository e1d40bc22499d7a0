package dev.cogo.ai.provider;

import dev.cogo.schema.text.Content;
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

    /** A piece of a text without what {@link Content#check} refuses; blank ends stay. It may be empty. */
    public static String piece(String raw) {
        return raw.codePoints()
                .filter(ModelText::allowed)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean allowed(int c) {
        boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !halfPair && (!Character.isISOControl(c) || c == '\n' || c == '\t');
    }
}
