package dev.cogo.schema.text;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Emoji sequences of Unicode (UTS 51, section 1.4.9): an emoji with or without a skin tone, a flag, a keycap, or several emoji
 * that a joiner makes one. Which of the last are drawn as one differs from system to system, so their form alone decides.
 */
public final class Emoji {
    /** The most that Unicode recommends to join: two people, a heart and a kiss. */
    private static final int MAX_JOINED = 4;

    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int REGION_A = 0x1F1E6;
    private static final int REGION_Z = 0x1F1FF;
    private static final int TAG_SPACE = 0xE0020;
    private static final int TAG_END = 0xE007F;
    // Flags that are no country's: UTS 51, section 1.4.3, and CLDR's regions.
    private static final Set<String> REGIONS = Stream.concat(
                    Arrays.stream(java.util.Locale.getISOCountries()),
                    Stream.of("AC", "CP", "DG", "EA", "EU", "IC", "TA", "UN", "XK"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SUBDIVISIONS = Set.of("gbeng", "gbsct", "gbwls");

    private Emoji() {}

    /**
     * One form for what looks the same (the fully-qualified one of UTS 51), if the text is one emoji and nothing else; else
     * null.
     */
    public static @Nullable String canonical(String text) {
        StringBuilder form = new StringBuilder();
        return !text.isEmpty() && read(text, 0, form) == text.length() ? form.toString() : null;
    }

    /** Where the emoji ends that begins at an index; the index itself when none does. */
    static int endOf(String text, int index) {
        return read(text, index, new StringBuilder());
    }

    private static int read(String text, int begin, StringBuilder form) {
        int at = readFlag(text, begin, form);
        if (at == begin) {
            at = readKeycap(text, begin, form);
        }
        return at > begin ? at : readJoined(text, begin, form);
    }

    private static int readFlag(String text, int begin, StringBuilder form) {
        int first = at(text, begin);
        if (isRegional(first) && isRegional(at(text, begin + 2))) {
            String region = "" + letter(first) + letter(at(text, begin + 2));
            if (REGIONS.contains(region)) {
                form.append(text, begin, begin + 4);
                return begin + 4;
            }
        }
        return first == BLACK_FLAG ? readTags(text, begin, form) : begin;
    }

    private static int readTags(String text, int begin, StringBuilder form) {
        StringBuilder tags = new StringBuilder();
        int at = begin + 2;
        while (at(text, at) > TAG_SPACE && at(text, at) < TAG_END && tags.length() < 8) {
            tags.append((char) (at(text, at) - TAG_SPACE + ' '));
            at += 2;
        }
        if (at(text, at) != TAG_END || !SUBDIVISIONS.contains(tags.toString())) {
            return begin;
        }
        form.append(text, begin, at + 2);
        return at + 2;
    }

    private static int readKeycap(String text, int begin, StringBuilder form) {
        int c = at(text, begin);
        if (!isKey(c)) {
            return begin;
        }
        int at = begin + 1;
        if (at(text, at) == EMOJI_STYLE) {
            at++;
        }
        if (at(text, at) != KEYCAP) {
            return begin;
        }
        form.appendCodePoint(c).appendCodePoint(EMOJI_STYLE).appendCodePoint(KEYCAP);
        return at + 1;
    }

    private static int readJoined(String text, int begin, StringBuilder form) {
        int at = readOne(text, begin, form);
        int end = at;
        for (int joined = 1;
                at > begin && at(text, at) == Characters.ZERO_WIDTH_JOINER && joined < MAX_JOINED;
                joined++) {
            int length = form.length();
            form.appendCodePoint(Characters.ZERO_WIDTH_JOINER);
            at = readOne(text, at + 1, form);
            if (at == end + 1) {
                form.setLength(length);
                return end;
            }
            end = at;
        }
        return end;
    }

    private static int readOne(String text, int begin, StringBuilder form) {
        int c = at(text, begin);
        if (!Character.isEmoji(c) || isKey(c) || isRegional(c)) {
            return begin;
        }
        form.appendCodePoint(c);
        int at = begin + Character.charCount(c);
        boolean styled = at(text, at) == EMOJI_STYLE || at(text, at) == TEXT_STYLE;
        if (styled) {
            at++;
        }
        int tone = at(text, at);
        if (Character.isEmojiModifier(tone) && Character.isEmojiModifierBase(c)) {
            form.appendCodePoint(tone);
            return at + Character.charCount(tone);
        }
        if (!Character.isEmojiPresentation(c)) {
            form.appendCodePoint(EMOJI_STYLE);
        }
        return at;
    }

    private static int at(String text, int index) {
        return index < text.length() ? text.codePointAt(index) : -1;
    }

    private static boolean isKey(int c) {
        return (c >= '0' && c <= '9') || c == '#' || c == '*';
    }

    private static boolean isRegional(int c) {
        return c >= REGION_A && c <= REGION_Z;
    }

    private static char letter(int regional) {
        return (char) ('A' + regional - REGION_A);
    }
}
