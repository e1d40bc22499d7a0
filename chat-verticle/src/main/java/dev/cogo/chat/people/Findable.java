package dev.cogo.chat.people;

import java.util.Locale;

/** Whom a user finds by name. */
public enum Findable {
    /** Who shares a session with them. */
    SHARED,
    /** These, and everybody who lets anyone add them. */
    ALL;

    /** The constant of its name in the configuration; throws {@link IllegalArgumentException} for another. */
    public static Findable of(String name) {
        for (Findable value : values()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException("no such value: " + name);
    }
}
