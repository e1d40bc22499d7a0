package dev.cogo.chat.search;

import dev.cogo.chat.search.Terms.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What somebody looks for: all of its parts must be in a message. PostgreSQL and {@link #matches} understand it alike.
 *
 * @param parts terms that must stand one after the other
 */
record SearchQuery(List<Part> parts) {
    /** From so many characters on the beginning of a word is enough. */
    private static final int MIN_PREFIX = 3;

    static SearchQuery of(String text) {
        return new SearchQuery(Run.of(text).stream().map(Part::of).distinct().toList());
    }

    /** Whether there is nothing to look for: a query of signs only. */
    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** As the text of a tsquery for messages of these sessions. */
    String toTsquery(Collection<UUID> sessions) {
        return sessions.stream().map(Terms::ofSession).map(Terms::quoted).collect(Collectors.joining("|", "(", ")"))
                + parts.stream().map(Part::toTsquery).collect(Collectors.joining("&", "&", ""));
    }

    boolean matches(Terms terms) {
        return parts.stream().allMatch(part -> part.isIn(terms.positions()));
    }

    /**
     * Terms with consecutive positions.
     *
     * @param prefix whether a message's term need only begin like the one term that this is
     */
    record Part(List<String> terms, boolean prefix) {
        static Part of(Run run) {
            if (!run.unspaced()) {
                return new Part(List.of(run.word()), run.length() >= MIN_PREFIX);
            } else if (run.length() == 1) {
                return new Part(List.of(run.text()), true); // alone, or the first of a pair
            }
            List<String> terms = new ArrayList<>(run.terms());
            terms.removeLast(); // the last character alone, which the last pair holds
            return new Part(terms, false);
        }

        String toTsquery() {
            return terms.stream()
                    .map(term -> Terms.quoted(term) + (prefix ? ":*" : ""))
                    .collect(Collectors.joining("<->", "(", ")"));
        }

        boolean isIn(Map<String, List<Integer>> positions) {
            if (prefix) {
                return positions.keySet().stream().anyMatch(term -> term.startsWith(terms.getFirst()));
            }
            return positions.getOrDefault(terms.getFirst(), List.of()).stream().anyMatch(start -> {
                for (int i = 1; i < terms.size(); i++) {
                    if (!positions.getOrDefault(terms.get(i), List.of()).contains(start + i)) {
                        return false;
                    }
                }
                return true;
            });
        }
    }
}
