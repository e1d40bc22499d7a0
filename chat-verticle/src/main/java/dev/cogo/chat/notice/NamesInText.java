package dev.cogo.chat.notice;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what may be names after the {@code @} signs of a text. Nothing marks where a name ends, so a sign has several
 * candidates; the database knows which is somebody's.
 */
final class NamesInText {
    /** How many signs are looked at; a text with more is no mention of persons. */
    static final int MAX_SIGNS = 10;

    private static final int MAX_WORDS = 3;
    private static final int MAX_CHARACTERS = 100;
    private static final int MAX_UNSPACED = 12;

    // Not the sign in an e-mail address. U+FF20 is what Japanese keyboards give.
    private static final Pattern SIGN = Pattern.compile("(?<![A-Za-z0-9._-])[@\\uFF20](?=\\S)");
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern END = Pattern.compile("[\\p{P}\\p{S}]+$");
    private static final Set<UnicodeScript> UNSPACED =
            Set.of(UnicodeScript.HANGUL, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

    private NamesInText() {}

    /** Whether there is a sign to look at. */
    static boolean hasSign(String text) {
        return text.indexOf('@') >= 0 || text.indexOf('\uFF20') >= 0;
    }

    /** The candidates of each sign, the longest first. */
    static List<List<String>> candidates(String text) {
        List<List<String>> all = new ArrayList<>();
        Matcher sign = SIGN.matcher(text);
        while (all.size() < MAX_SIGNS && sign.find()) {
            all.add(candidatesAt(text, sign.end()));
        }
        return all;
    }

    private static List<String> candidatesAt(String text, int start) {
        List<String> found = new ArrayList<>();
        Matcher word = WORD.matcher(text).region(start, Math.min(text.length(), start + MAX_CHARACTERS));
        for (int words = 0; words < MAX_WORDS && word.find(); words++) {
            String name = text.substring(start, word.end());
            if (words == 0) {
                addBeginnings(found, name);
            }
            String trimmed = END.matcher(name).replaceFirst("");
            addNew(found, trimmed);
            addNew(found, name);
        }
        return found.reversed();
    }

    // Korean and Japanese put particles behind a name without a space: 민수님, 田中さん.
    private static void addBeginnings(List<String> found, String word) {
        int end = 0;
        for (int n = 1; n <= MAX_UNSPACED && end < word.length(); n++) {
            int c = word.codePointAt(end);
            if (!UNSPACED.contains(UnicodeScript.of(c))) {
                return;
            }
            end += Character.charCount(c);
            if (n > 1) {
                addNew(found, word.substring(0, end));
            }
        }
    }

    private static void addNew(List<String> found, String name) {
        if (!name.isEmpty() && !found.contains(name)) {
            found.add(name);
        }
    }
}
