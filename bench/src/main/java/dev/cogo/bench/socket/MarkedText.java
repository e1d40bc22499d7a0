package dev.cogo.bench.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The content of a message: a run of tildes, its number, when it was due, and padding. None of these is escaped in JSON, nor
 * in JSON inside JSON, so the same bytes are found in every envelope; a frame may hold several. The run is so long that a search
 * has to look at each 32nd byte only.
 */
public final class MarkedText {
    private static final int RUN = 32;
    private static final byte TILDE = '~';
    private static final int NUMBER_DIGITS = 10;
    private static final int TIME_DIGITS = 19;

    /** The shortest text that holds all of it. */
    public static final int MIN_BYTES = RUN + NUMBER_DIGITS + 1 + TIME_DIGITS;

    private MarkedText() {}

    /** @param nanoTime when the message was due, by {@link System#nanoTime}; not negative */
    public static String of(int number, long nanoTime, int bytes) {
        String text = "~".repeat(RUN) + "%010d,%019d".formatted(number, nanoTime);
        return text + "x".repeat(bytes - text.length());
    }

    /** The place of the next number in {@code [from, to)}, or -1. */
    static int find(ByteBuffer buffer, int from, int to) {
        for (int i = from; i < to; i += RUN) {
            if (buffer.get(i) == TILDE) {
                int at = i;
                while (at < to && buffer.get(at) == TILDE) {
                    at++;
                }
                // Fewer belong to somebody else's text.
                if (isRun(buffer, from, at) && at + MIN_BYTES - RUN <= to) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static boolean isRun(ByteBuffer buffer, int from, int end) {
        return end - RUN >= from && buffer.get(end - RUN) == TILDE && buffer.get(end - RUN / 2) == TILDE;
    }

    static int number(ByteBuffer buffer, int at) {
        return (int) digits(buffer, at, NUMBER_DIGITS);
    }

    static long nanoTime(ByteBuffer buffer, int at) {
        return digits(buffer, at + NUMBER_DIGITS + 1, TIME_DIGITS);
    }

    private static long digits(ByteBuffer buffer, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + (buffer.get(i) - '0');
        }
        return value;
    }

    /** The number behind the nearest {@code seq} before a place in a frame that starts at {@code from}; -1 without one. */
    static long seqBefore(ByteBuffer buffer, int from, int at) {
        for (int i = at - 3; i >= from; i--) {
            if (buffer.get(i) == 's' && buffer.get(i + 1) == 'e' && buffer.get(i + 2) == 'q') {
                int digit = i + 3;
                while (digit < at && !isDigit(buffer.get(digit))) {
                    digit++;
                }
                int end = digit;
                while (end < at && isDigit(buffer.get(end))) {
                    end++;
                }
                return digits(buffer, digit, end - digit);
            }
        }
        return -1;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static String text(ByteBuffer buffer, int from, int to) {
        byte[] bytes = new byte[to - from];
        buffer.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
