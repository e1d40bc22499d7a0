package dev.cogo.gateway.auth.admin;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts an operator wants to see, newest first.
 *
 * @param text in the e-mail address or the name, whatever its case; null for all
 * @param state null for all
 * @param after the last one of the page before; null for the first page
 * @param limit of the page
 */
public record UserSearch(
        @Nullable String text,
        @Nullable State state,
        @Nullable UUID after,
        int limit) {
    /** The most on a page. */
    public static final int MAX_LIMIT = 100;

    public UserSearch {
        text = text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /** A part of the accounts. */
    public enum State {
        ACTIVE,
        DISABLED,
        OPERATOR;

        /** By its name in the API. */
        public static State of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
