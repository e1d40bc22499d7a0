package dev.cogo.schema.identity;

import dev.cogo.schema.error.CogoException;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** BCP 47 language tags, normalised ({@code KO-kr} becomes {@code ko-KR}). */
public final class Language {
    private static final int MAX_LENGTH = 35;

    private Language() {}

    /**
     * The tag in normal form; null stays null.
     *
     * @throws CogoException {@code invalid_request} when it is not a well-formed tag of at most 35 characters
     */
    public static @Nullable String normalise(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        try {
            if (!tag.isEmpty() && tag.length() <= MAX_LENGTH) {
                Locale locale = new Locale.Builder().setLanguageTag(tag).build();
                if (!locale.getLanguage().isEmpty()) {
                    return locale.toLanguageTag();
                }
            }
        } catch (IllformedLocaleException e) {
            // falls through to the same sentence
        }
        throw CogoException.invalid("language is not a BCP 47 language tag");
    }
}
