package dev.cogo.gateway.supabase.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern of SQL's {@code LIKE}: {@code %} is any text, {@code _} any character, a backslash takes the next one literally. It is
 * matched in time that is linear in the text, whatever the pattern: what stands between two {@code %} is looked for once, from
 * left to right, with the bit-parallel search of Baeza-Yates and Gonnet (shift-and).
 */
final class LikePattern {
    /** The longest pattern, in characters. */
    static final int MAX_LENGTH = 256;

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final boolean ignoreCase;
    /** What stands between the {@code %}; the first begins the text and the last ends it. */
    private final List<Piece> pieces;

    private LikePattern(boolean ignoreCase, List<Piece> pieces) {
        this.ignoreCase = ignoreCase;
        this.pieces = pieces;
    }

    /** Reads a pattern; {@code ignoreCase} for {@code ILIKE}. */
    static LikePattern of(String pattern, boolean ignoreCase) throws UnservedFilter {
        int[] signs = signs(pattern, ignoreCase);
        if (signs.length > MAX_LENGTH) {
            throw new UnservedFilter("a pattern can have " + MAX_LENGTH + " characters");
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= signs.length; i++) {
            if (i == signs.length || signs[i] == ANY_TEXT) {
                // Two % together are one.
                if (i > from || from == 0 || i == signs.length) {
                    pieces.add(new Piece(signs, from, i));
                }
                from = i + 1;
            }
        }
        return new LikePattern(ignoreCase, List.copyOf(pieces));
    }

    boolean matches(String text) {
        int[] characters = text.codePoints().map(c -> fold(c, ignoreCase)).toArray();
        Piece first = pieces.getFirst();
        Piece last = pieces.getLast();
        if (pieces.size() == 1) {
            return characters.length == first.length() && first.standsAt(characters, 0);
        }
        int end = characters.length - last.length();
        if (first.length() > end || !first.standsAt(characters, 0) || !last.standsAt(characters, end)) {
            return false;
        }
        int at = first.length();
        // The leftmost place of each leaves the most to the next, so no other place need be tried.
        for (Piece piece : pieces.subList(1, pieces.size() - 1)) {
            at = piece.endAfter(characters, at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    private static int[] signs(String pattern, boolean ignoreCase) throws UnservedFilter {
        List<Integer> signs = new ArrayList<>();
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == '\\') {
                i++;
                if (i == characters.length) {
                    throw new UnservedFilter("a pattern can't end with a backslash");
                }
                signs.add(fold(characters[i], ignoreCase));
            } else {
                signs.add(character == '%' ? ANY_TEXT : character == '_' ? ANY_CHARACTER : fold(character, ignoreCase));
            }
        }
        return signs.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int fold(int character, boolean ignoreCase) {
        return ignoreCase ? Character.toLowerCase(character) : character;
    }

    /** A part of a pattern without {@code %}. */
    private static final class Piece {
        private final int[] signs;
        private final int words;
        /** For each character that the piece has, a bit at each place where it may stand. */
        private final Map<Integer, long[]> places = new HashMap<>();
        /** Likewise, for every other character. */
        private final long[] anywhere;

        Piece(int[] all, int from, int to) {
            signs = java.util.Arrays.copyOfRange(all, from, to);
            words = (signs.length + Long.SIZE - 1) / Long.SIZE;
            anywhere = new long[words];
            for (int i = 0; i < signs.length; i++) {
                if (signs[i] == ANY_CHARACTER) {
                    set(anywhere, i);
                }
            }
            for (int i = 0; i < signs.length; i++) {
                if (signs[i] != ANY_CHARACTER) {
                    set(places.computeIfAbsent(signs[i], none -> anywhere.clone()), i);
                }
            }
        }

        int length() {
            return signs.length;
        }

        boolean standsAt(int[] text, int at) {
            for (int i = 0; i < signs.length; i++) {
                if (signs[i] != ANY_CHARACTER && signs[i] != text[at + i]) {
                    return false;
                }
            }
            return true;
        }

        /** The end of its first place between the two; -1 when it has none. */
        int endAfter(int[] text, int from, int to) {
            // Bit i is set when the text up to here ends with the piece's first i + 1 characters.
            long[] state = new long[words];
            for (int at = from; at < to; at++) {
                long[] here = places.getOrDefault(text[at], anywhere);
                long carry = 1;
                for (int word = 0; word < words; word++) {
                    long next = state[word] >>> (Long.SIZE - 1);
                    state[word] = ((state[word] << 1) | carry) & here[word];
                    carry = next;
                }
                if ((state[words - 1] >>> ((signs.length - 1) % Long.SIZE) & 1) != 0) {
                    return at + 1;
                }
            }
            return -1;
        }

        private static void set(long[] bits, int at) {
            bits[at / Long.SIZE] |= 1L << (at % Long.SIZE);
        }
    }
}
