package dev.cogo.gateway.supabase.tables.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header {@code Prefer} (RFC 7240), as PostgREST knows it.
 *
 * @param answer what of written rows is answered
 * @param count whether and how rows are to be counted
 * @param resolution what becomes of a row that is there already; empty when it is a plain insert
 * @param maxAffected how many rows may be changed
 */
public record Preferences(Answer answer, Count count, Optional<Resolution> resolution, Optional<Integer> maxAffected) {
    /** Of written rows. */
    public enum Answer {
        MINIMAL,
        HEADERS_ONLY,
        REPRESENTATION
    }

    /** How exact; {@code planned} and {@code estimated} are answered where counting is cheap, and are exact then. */
    public enum Count {
        NONE,
        EXACT,
        ROUGH
    }

    /** What an upsert does with what is there. */
    public enum Resolution {
        MERGE,
        IGNORE
    }

    /** Throws {@link TableException} for what can't be done, and in strict handling for what is not known. */
    public static Preferences of(List<String> headers) {
        Answer answer = Answer.MINIMAL;
        Count count = Count.NONE;
        Optional<Resolution> resolution = Optional.empty();
        Optional<Integer> maxAffected = Optional.empty();
        boolean strict = false;
        List<String> unknown = new ArrayList<>();
        for (String preference : headers.stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .toList()) {
            switch (preference) {
                case "return=minimal" -> answer = Answer.MINIMAL;
                case "return=headers-only" -> answer = Answer.HEADERS_ONLY;
                case "return=representation" -> answer = Answer.REPRESENTATION;
                case "count=exact" -> count = Count.EXACT;
                case "count=planned", "count=estimated" -> count = Count.ROUGH;
                case "resolution=merge-duplicates" -> resolution = Optional.of(Resolution.MERGE);
                case "resolution=ignore-duplicates" -> resolution = Optional.of(Resolution.IGNORE);
                case "handling=strict" -> strict = true;
                case "tx=rollback" ->
                    throw TableError.syntax("tx=rollback is not served: what is written here is told at once");
                case "", "handling=lenient", "missing=default", "missing=null", "tx=commit" -> {
                    // as it is done anyway
                }
                default -> {
                    if (preference.matches("max-affected=\\d{1,9}")) {
                        maxAffected = Optional.of(Integer.valueOf(preference.substring("max-affected=".length())));
                    } else {
                        unknown.add(preference);
                    }
                }
            }
        }
        if (strict && !unknown.isEmpty()) {
            throw new TableException(new TableError(
                    400,
                    "PGRST122",
                    "Invalid preferences: " + String.join(", ", unknown),
                    null,
                    "Invalid preferences given with handling=strict"));
        }
        return new Preferences(answer, count, resolution, strict ? maxAffected : Optional.empty());
    }

    /** Fails when more rows would be changed than the client wants. */
    public void checkAffected(int rows) {
        maxAffected.filter(most -> rows > most).ifPresent(most -> {
            throw new TableException(new TableError(
                    400,
                    "PGRST124",
                    "The query affects " + rows + " rows",
                    null,
                    "Query result exceeds max-affected preference constraint"));
        });
    }
}
