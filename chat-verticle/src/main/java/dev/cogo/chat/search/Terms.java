package dev.cogo.chat.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a message can be found by. Scripts with spaces give words. Hangul, Han, Hiragana and Katakana give each pair of
 * neighbouring characters, and the last character of a run alone: no dictionary is needed to find a word inside a run, since
 * its pairs stand there one after the other.
 *
 * @param positions where each term stands; two that belong together have consecutive positions
 */
record Terms(Map<String, List<Integer>> positions) {
    /** The most terms of a message: a tsvector knows no position beyond 16,383 (PostgreSQL manual, section 8.11.1). */
    static final int MAX_TERMS = 5_000;

    /** A tsvector keeps no more positions of one term (the same section). */
    private static final int MAX_POSITIONS = 255;

    private static final int MAX_WORD = 64;
    private static final Set<UnicodeScript> UNSPACED =
            Set.of(UnicodeScript.HANGUL, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
    private static final int PROLONGED_SOUND_MARK = 0x30FC; // of both kanas, so it has no script of its own

    static Terms of(String text) {
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        int position = 1;
        int terms = 0;
        for (Run run : Run.of(text)) {
            List<String> of = run.terms();
            for (String term : of) {
                if (++terms > MAX_TERMS) {
                    return new Terms(positions);
                }
                positions.computeIfAbsent(term, t -> new ArrayList<>()).add(position++);
            }
            position++; // what stands in two runs are no neighbours
        }
        return new Terms(positions);
    }

    /** As the text of a tsvector, with a term for the session, which a search narrows itself down by. */
    String toTsvector(UUID sessionId) {
        return quoted(ofSession(sessionId))
                + positions.entrySet().stream()
                        .map(entry -> " " + quoted(entry.getKey()) + ":"
                                + entry.getValue().stream()
                                        .limit(MAX_POSITIONS)
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining());
    }

    /** The term of all messages of a session; no text has such a one. */
    static String ofSession(UUID sessionId) {
        return "/" + sessionId;
    }

    /** A term as it stands in a tsvector or tsquery. It has letters and digits only, or is a session's. */
    static String quoted(String term) {
        return "'" + term + "'";
    }

    /** Neighbouring characters of one kind, normalised. */
    record Run(String text, boolean unspaced) {
        static List<Run> of(String text) {
            String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            List<Run> runs = new ArrayList<>();
            int start = 0;
            Kind kind = Kind.NONE;
            for (int i = 0; i < normal.length(); ) {
                int c = normal.codePointAt(i);
                Kind next = kind(c, kind);
                if (next != kind) {
                    add(runs, normal.substring(start, i), kind);
                    start = i;
                    kind = next;
                }
                i += Character.charCount(c);
            }
            add(runs, normal.substring(start), kind);
            return runs;
        }

        private static void add(List<Run> runs, String text, Kind kind) {
            if (kind != Kind.NONE && !text.isEmpty()) {
                runs.add(new Run(text, kind == Kind.UNSPACED));
            }
        }

        // Marks, such as Hindi's vowels, belong to what they stand behind.
        private static Kind kind(int c, Kind before) {
            if (c == PROLONGED_SOUND_MARK) {
                return Kind.UNSPACED;
            } else if (Character.isLetterOrDigit(c)) {
                return UNSPACED.contains(UnicodeScript.of(c)) ? Kind.UNSPACED : Kind.WORD;
            }
            return isMark(c) ? before : Kind.NONE;
        }

        private static boolean isMark(int c) {
            int type = Character.getType(c);
            return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        }

        /** The terms that a message with this run is found by, in the order of their positions. */
        List<String> terms() {
            if (!unspaced) {
                return List.of(word());
            }
            int[] characters = text.codePoints().toArray();
            List<String> terms = new ArrayList<>(characters.length);
            for (int i = 0; i < characters.length; i++) {
                terms.add(new String(characters, i, Math.min(2, characters.length - i)));
            }
            return terms;
        }

        /** The run as one word, at most so long as words are kept. */
        String word() {
            int[] characters = text.codePoints().limit(MAX_WORD).toArray();
            return new String(characters, 0, characters.length);
        }

        int length() {
            return text.codePointCount(0, text.length());
        }
    }

    private enum Kind {
        NONE,
        WORD,
        UNSPACED
    }
}
