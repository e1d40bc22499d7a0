package dev.cogo.gateway.supabase.rows;

import java.util.ArrayList;
import java.util.List;

/** The syntax of filters: commas that quotes or parentheses may protect, and quotes with backslashes in them. */
public final class FilterText {
    private FilterText() {}

    /** The parts between the commas that are not protected. */
    public static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> quoted = !quoted;
                case '(' -> depth += quoted ? 0 : 1;
                case ')' -> depth -= quoted ? 0 : 1;
                case ',' -> {
                    if (!quoted && depth == 0) {
                        parts.add(text.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (from < text.length() || !parts.isEmpty()) {
            parts.add(text.substring(Math.min(from, text.length())));
        }
        return parts;
    }

    /** The value that is meant: without its quotes, if it has some. */
    static String plain(String value) {
        String text = value.strip();
        if (!isQuoted(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            boolean escape = text.charAt(i) == '\\' && i + 2 < text.length();
            plain.append(text.charAt(escape ? ++i : i));
        }
        return plain.toString();
    }

    static boolean isQuoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    }
}
