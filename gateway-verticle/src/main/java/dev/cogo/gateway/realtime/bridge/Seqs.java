package dev.cogo.gateway.realtime.bridge;

import dev.cogo.schema.error.CogoException;

/** The seqs that clients say. */
public final class Seqs {
    private static final int MAX_DIGITS = 18;

    private Seqs() {}

    /**
     * Reads a seq of at most 18 digits.
     *
     * @param name what it is called in the error
     * @throws CogoException {@code invalid_request}
     */
    public static long parse(String text, String name) {
        boolean digits = !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!digits) {
            throw CogoException.invalid(name + " must be the seq of an event, or 0");
        }
        return Long.parseLong(text);
    }
}
