package dev.cogo.ai.language;

import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header Accept-Language (RFC 9110, section 12.5.4). */
final class AcceptLanguage {
    // Browsers send less than 200 characters; parsing more costs a server more than the wish is worth.
    private static final int MAX_CHARACTERS = 500;

    private AcceptLanguage() {}

    /** The most wanted language; empty when the header has none or is malformed. */
    static Optional<String> first(@Nullable String header) {
        return ranges(header).stream()
                .filter(range -> range.getWeight() > 0)
                .flatMap(range -> Tags.wellFormed(range.getRange()).stream())
                .findFirst();
    }

    // In order of weight.
    private static List<LanguageRange> ranges(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > MAX_CHARACTERS) {
            return List.of();
        }
        try {
            return LanguageRange.parse(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
