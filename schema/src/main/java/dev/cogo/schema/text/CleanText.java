package dev.cogo.schema.text;

import java.nio.charset.StandardCharsets;

/**
 * Makes what a machine wrote fit for people: models and agents do emit control characters, and nothing limits what they emit. What
 * people write is refused instead, by {@link Content}: they can mend it.
 */
public final class CleanText {
    private CleanText() {}

    /**
     * The text without what {@link Content#check} refuses and without blank ends, cut to {@link Content#MAX_BYTES}. It may be
     * empty.
     */
    public static String content(String raw) {
        String text = content(raw, true);
        // What closes the directions that it opens needs room, too.
        if (Directions.closed(text).getBytes(StandardCharsets.UTF_8).length > Content.MAX_BYTES) {
            text = content(raw, false);
        }
        return Characters.isVisible(text) ? text : "";
    }

    private static String content(String raw, boolean directions) {
        StringBuilder text = new StringBuilder(Math.min(raw.length(), Content.MAX_BYTES));
        int bytes = 0;
        for (int c : raw.strip().codePoints().toArray()) {
            boolean opens = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
            if (!allowed(c) || opens && !directions) {
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

    /**
     * The text as one line that {@link Content#checkLine} lets pass, each run of blanks and line ends a single space, cut to so
     * many characters. It may be empty.
     */
    public static String line(String raw, int maxCharacters) {
        StringBuilder text = new StringBuilder();
        int characters = 0;
        boolean blank = false;
        for (int i = 0; i < raw.length() && characters < maxCharacters; ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || c == '\u2028' || c == '\u2029') {
                blank = characters > 0;
            } else if (allowed(c)) {
                if (blank) {
                    if (characters + 1 == maxCharacters) {
                        break;
                    }
                    text.append(' ');
                    characters++;
                    blank = false;
                }
                text.appendCodePoint(c);
                characters++;
            }
        }
        String line = text.toString();
        return Characters.isVisible(line) ? line : "";
    }

    /** Whether {@link Content#check} lets it pass. */
    public static boolean allowed(int c) {
        boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !halfPair && (!Character.isISOControl(c) || c == '\n' || c == '\t');
    }
}
