package dev.cogo.schema.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What characters are to a reader: code points of the Unicode Standard, as the JDK's version has them. */
public final class Characters {
    static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final int BRAILLE_BLANK = 0x2800;
    // In these a joiner changes nothing but how a text compares. The others have it in their orthography, as Persian
    // does.
    private static final Set<UnicodeScript> WITHOUT_JOINERS = EnumSet.of(
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED,
            UnicodeScript.UNKNOWN,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA);

    private Characters() {}

    /** How many characters a text has, as people count: {@link String#length} counts some twice. */
    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The beginning of a text, at most so many chars of it, without half a character at its end. */
    public static String beginning(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /** Whether a reader sees anything of a text. */
    public static boolean isVisible(String text) {
        return text.codePoints().anyMatch(Characters::isVisible);
    }

    static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> !isIgnorable(c) && c != BRAILLE_BLANK;
        };
    }

    /** Half of a pair of UTF-16 without the other: no character at all. */
    public static boolean isHalfOfPair(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    static boolean isLineEnd(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** A space of any width, with the blank of Braille. */
    public static boolean isSpace(int c) {
        return Character.getType(c) == Character.SPACE_SEPARATOR || c == BRAILLE_BLANK;
    }

    /** Picks a variant of the character before it. */
    static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180D)
                || c == 0x180F;
    }

    /** Whether a joiner after this character belongs to how its script is written. */
    static boolean takesJoiner(int c) {
        return !WITHOUT_JOINERS.contains(UnicodeScript.of(c));
    }

    /**
     * A character that is not shown where it is supported: format characters and the others of the property
     * Default_Ignorable_Code_Point. Those of {@code Cf} that are shown, such as the Arabic number sign, are none.
     */
    public static boolean isIgnorable(int c) {
        if (Character.getType(c) == Character.FORMAT) {
            return !isPrependedMark(c);
        }
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x2065
                || c == 0x3164
                || c == 0xFFA0
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF)
                || isVariationSelector(c);
    }

    // The property Prepended_Concatenation_Mark.
    private static boolean isPrependedMark(int c) {
        return (c >= 0x0600 && c <= 0x0605)
                || c == 0x06DD
                || c == 0x070F
                || c == 0x0890
                || c == 0x0891
                || c == 0x08E2
                || c == 0x110BD
                || c == 0x110CD;
    }
}
