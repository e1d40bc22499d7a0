package dev.cogo.ai.language;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Language;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Language tags that come from where nobody checked them. */
final class Tags {
    private Tags() {}

    /** The tag in normal form; empty when it is absent or not a tag. */
    static Optional<String> wellFormed(@Nullable String tag) {
        try {
            return Optional.ofNullable(Language.normalise(tag));
        } catch (CogoException e) {
            return Optional.empty();
        }
    }
}
