package dev.cogo.ai.moderation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a check.
 *
 * @param reason what people may be told of it; null for nothing
 */
record Verdict(Kind kind, @Nullable String reason) {
    enum Kind {
        ALLOWED,
        REFUSED,
        /** The service was away, too slow, or said nothing that can be understood. */
        UNJUDGED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verdict unjudged(String why) {
        return new Verdict(Kind.UNJUDGED, why);
    }
}
