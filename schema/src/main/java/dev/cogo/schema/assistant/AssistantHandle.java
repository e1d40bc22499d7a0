package dev.cogo.schema.assistant;

import dev.cogo.schema.error.CogoException;

/**
 * What an assistant is called in texts, without the {@code @}: 1 to 32 of {@code a-z 0-9 _ -}.
 *
 * @param text in lower case; texts may write it as they please
 */
public record AssistantHandle(String text) {
    private static final int MAX = 32;
    /** What Japanese keyboards give. */
    private static final char WIDE_SIGN = '\uFF20';

    public AssistantHandle {
        if (!isOne(text)) {
            throw CogoException.invalid("handle must be 1 to 32 of a-z, 0-9, _ and -");
        }
    }

    /** Whether an assistant may be called so. */
    public static boolean isOne(String text) {
        return !text.isEmpty()
                && text.length() <= MAX
                && text.chars().allMatch(c -> isWord((char) c) && Character.toLowerCase(c) == c);
    }

    /** Whether there may be a name in a text at all. */
    public static boolean hasSign(String content) {
        return content.indexOf('@') >= 0 || content.indexOf(WIDE_SIGN) >= 0;
    }

    /**
     * Whether a text has it behind an {@code @}, as a word of its own: not in an e-mail address, and not as the beginning of a
     * longer name. What follows may be any letter but those that a handle is made of, for some languages put particles behind a
     * name without a space. Takes time in proportion to the text.
     */
    public boolean isNamedIn(String content) {
        for (int i = 0; i < content.length(); i++) {
            char sign = content.charAt(i);
            if ((sign == '@' || sign == WIDE_SIGN)
                    && (i == 0 || !isAddress(content.charAt(i - 1)))
                    && content.regionMatches(true, i + 1, text, 0, text.length())
                    && endsAt(content, i + 1 + text.length())) {
                return true;
            }
        }
        return false;
    }

    // "@ai." ends a sentence, "@ai.example" is another name.
    private static boolean endsAt(String content, int end) {
        if (end >= content.length()) {
            return true;
        }
        char next = content.charAt(end);
        boolean dot = next == '.' && end + 1 < content.length() && isWord(content.charAt(end + 1));
        return !isWord(next) && next != '@' && !dot;
    }

    private static boolean isAddress(char c) {
        return isWord(c) || c == '.' || c == '+';
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
