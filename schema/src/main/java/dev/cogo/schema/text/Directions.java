package dev.cogo.schema.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The characters that open and close a direction in text (UAX 9, section 2). One that is opened and not closed turns whatever a
 * reader's program shows behind it: the time, the next name, the rest of a list.
 */
public final class Directions {
    private static final int POP_EMBEDDING = 0x202C;
    private static final int POP_ISOLATE = 0x2069;

    private Directions() {}

    /** The same text with everything closed at the end of its line; mostly the same string. */
    public static String closed(String text) {
        if (text.chars().noneMatch(Directions::opens)) {
            return text;
        }
        StringBuilder closed = new StringBuilder(text.length() + 8);
        Deque<Character> open = new ArrayDeque<>();
        int isolates = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (endsParagraph(c)) {
                close(open, closed);
                isolates = 0;
            } else if (opens(c)) {
                open.push((char) (isIsolate(c) ? POP_ISOLATE : POP_EMBEDDING));
                isolates += isIsolate(c) ? 1 : 0;
            } else if (c == POP_EMBEDDING && !open.isEmpty() && open.peek() == POP_EMBEDDING) {
                open.pop();
            } else if (c == POP_ISOLATE && isolates > 0) {
                closeIsolate(open);
                isolates--;
            }
            closed.append(c);
        }
        close(open, closed);
        return closed.toString();
    }

    // The embeddings inside it are closed with it.
    private static void closeIsolate(Deque<Character> open) {
        char closed;
        do {
            closed = open.pop();
        } while (closed != POP_ISOLATE);
    }

    private static void close(Deque<Character> open, StringBuilder text) {
        while (!open.isEmpty()) {
            text.append(open.pop().charValue());
        }
    }

    private static boolean opens(int c) {
        return c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E || isIsolate(c);
    }

    private static boolean isIsolate(int c) {
        return c >= 0x2066 && c <= 0x2068;
    }

    private static boolean endsParagraph(char c) {
        return c == '\n' || c == '\r' || c == 0x2029;
    }
}
