package dev.cogo.schema.text;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Names and titles: text of one line that stands for somebody or something, so that it must not look like what it is not, nor
 * change the line around it. Much like the profile Nickname of RFC 8266, but with NFC, which keeps compatibility characters.
 */
public final class LineText {
    private LineText() {}

    /**
     * The form in which a name or title is kept: NFC, spaces of any kind as one U+0020, none at the ends. Null stays null.
     *
     * @param maxCharacters of the form that is kept
     * @throws CogoException {@code invalid_content} for control characters, line ends, and invisible characters such as those
     *     that turn the direction of text; {@code invalid_request} when there is nothing to see, or too much
     */
    public static @Nullable String of(@Nullable String text, String name, int maxCharacters) {
        if (text == null) {
            return null;
        }
        String stripped = text.strip();
        // What is longer than any decomposition of that is not worth the work.
        if (stripped.length() > 12 * maxCharacters) {
            throw length(name, maxCharacters);
        }
        for (int i = 0; i < stripped.length(); i += Character.charCount(stripped.codePointAt(i))) {
            check(stripped.codePointAt(i), name, i);
        }
        String kept = spaced(Normalizer.normalize(stripped, Normalizer.Form.NFC));
        if (!Characters.isVisible(kept) || Characters.count(kept) > maxCharacters) {
            throw length(name, maxCharacters);
        }
        checkInvisible(kept, name);
        return kept;
    }

    private static void check(int c, String name, int at) {
        if (Characters.isHalfOfPair(c)) {
            throw new CogoException(ErrorCode.INVALID_CONTENT, name + " has half of a surrogate pair at " + at);
        }
        if (Character.isISOControl(c) || Characters.isLineEnd(c)) {
            throw refusal("the control character", c, name, at);
        }
    }

    // Each invisible character has a place where it belongs: in an emoji, after the character that it picks a variant
    // of, in a
    // word of a script that is written with it.
    private static void checkInvisible(String text, String name) {
        int before = ' ';
        for (int i = 0; i < text.length(); ) {
            int emoji = Emoji.endOf(text, i);
            if (emoji > i) {
                before = ' ';
                i = emoji;
                continue;
            }
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean joins = (c == Characters.ZERO_WIDTH_JOINER || c == Characters.ZERO_WIDTH_NON_JOINER)
                    && Characters.takesJoiner(before)
                    && next < text.length()
                    && Characters.takesJoiner(text.codePointAt(next));
            boolean selects = Characters.isVariationSelector(c) && Characters.isVisible(before);
            if (Characters.isIgnorable(c) && !joins && !selects) {
                throw refusal("the invisible character", c, name, i);
            }
            before = c;
            i = next;
        }
    }

    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (!Characters.isSpace(c)) {
                spaced.appendCodePoint(c);
            } else if (!spaced.isEmpty() && spaced.charAt(spaced.length() - 1) != ' ') {
                spaced.append(' ');
            }
        });
        return spaced.toString().stripTrailing();
    }

    private static CogoException refusal(String what, int c, String name, int at) {
        return new CogoException(ErrorCode.INVALID_CONTENT, "%s has %s U+%04X at %d".formatted(name, what, c, at));
    }

    private static CogoException length(String name, int maxCharacters) {
        return CogoException.invalid(name + " must have 1 to " + maxCharacters + " characters, and one to see");
    }
}
