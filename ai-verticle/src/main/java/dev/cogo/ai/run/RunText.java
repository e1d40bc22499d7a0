package dev.cogo.ai.run;

import dev.cogo.ai.provider.ModelText;
import dev.cogo.schema.text.Content;

/**
 * What an attempt has written, as it is shown and stored: without what a message may not hold and without blanks at its ends, at
 * most as long as a message. Pieces may end within a surrogate pair; a text that was shown only grows. Thread-safe.
 */
public final class RunText {
    private final StringBuilder shown = new StringBuilder();
    /** Blanks, of which it is not known whether a text follows. */
    private final StringBuilder blanks = new StringBuilder();

    private char half;
    private int bytes;
    private boolean full;

    /**
     * Takes the next piece.
     *
     * @return false when the text is as long as it may be, and no more is taken
     */
    public synchronized boolean append(String piece) {
        String raw = half == 0 ? piece : half + piece;
        half = 0;
        for (int i = 0; i < raw.length() && !full; ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (i == raw.length() && c <= Character.MAX_VALUE && Character.isHighSurrogate((char) c)) {
                half = (char) c;
            } else if (ModelText.allowed(c)) {
                add(c);
            }
        }
        return !full;
    }

    private void add(int c) {
        if (Character.isWhitespace(c)) {
            if (!shown.isEmpty() && blanks.length() < Content.MAX_BYTES) {
                blanks.appendCodePoint(c);
            }
            return;
        }
        int more =
                ModelText.bytes(c) + blanks.codePoints().map(ModelText::bytes).sum();
        if (bytes + more > Content.MAX_BYTES) {
            full = true;
            return;
        }
        bytes += more;
        shown.append(blanks).appendCodePoint(c);
        blanks.setLength(0);
    }

    /** The text so far. */
    public synchronized String text() {
        return shown.toString();
    }

    /** What follows so many UTF-16 code units. */
    public synchronized String from(int offset) {
        return shown.substring(offset);
    }

    public synchronized boolean isEmpty() {
        return shown.isEmpty();
    }

    /** Whether more was written than a message holds. */
    public synchronized boolean isFull() {
        return full;
    }
}
