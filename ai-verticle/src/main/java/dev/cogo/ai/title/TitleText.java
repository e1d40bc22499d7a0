package dev.cogo.ai.title;

/** What a model gives for a title, made one. */
final class TitleText {
    private static final int MAX = 80;
    private static final String DECORATION = "\"'`*_#\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d";

    private TitleText() {}

    /** The first line with something in it, without quotes and marks of Markdown around it; empty when there is none. */
    static String of(String text) {
        return text.lines()
                .map(TitleText::plain)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> beginning(line, MAX).strip())
                .orElse("");
    }

    /** So many characters of a text at most, none of them in half. */
    static String beginning(String text, int max) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }

    private static String plain(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isAround(line.charAt(from))) {
            from++;
        }
        while (to > from && (isAround(line.charAt(to - 1)) || line.charAt(to - 1) == '.')) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isAround(char c) {
        return Character.isWhitespace(c) || DECORATION.indexOf(c) >= 0;
    }
}
