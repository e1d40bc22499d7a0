package dev.cogo.gateway.http.answer;

import java.util.Optional;

/**
 * What a client has been shown of a run's text. Pieces may come twice, or after a hole: the text that is shown only grows, until an
 * attempt begins it anew. For one event loop.
 */
public final class ShownText {
    private final StringBuilder text = new StringBuilder();
    private int attempt;

    /** Whether nothing of this attempt was taken. */
    boolean isBegunBy(int newer) {
        return newer > attempt;
    }

    /** The attempt that was shown last; 0 for none. */
    int attempt() {
        return attempt;
    }

    /** Whether this attempt takes back what was shown. */
    public boolean isTakenBackBy(int newer) {
        return newer > attempt && !text.isEmpty();
    }

    /**
     * Takes a piece.
     *
     * @return what of it the client has not been shown; empty after a hole, and for an attempt that was given up
     */
    public String take(int of, int offset, String piece) {
        if (of > attempt) {
            attempt = of;
            text.setLength(0);
        }
        int known = text.length() - offset;
        if (of < attempt || known < 0 || known >= piece.length()) {
            return "";
        }
        String fresh = piece.substring(known);
        text.append(fresh);
        return fresh;
    }

    /** How much is shown, in UTF-16 code units. */
    int length() {
        return text.length();
    }

    /** What of the whole text is still to be shown; empty when something else was shown. */
    public Optional<String> rest(String whole) {
        return whole.startsWith(text.toString()) ? Optional.of(whole.substring(text.length())) : Optional.empty();
    }

    /** Takes all back. */
    public void clear() {
        text.setLength(0);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
