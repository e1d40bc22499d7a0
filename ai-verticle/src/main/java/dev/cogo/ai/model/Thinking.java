package dev.cogo.ai.model;

import java.util.Locale;

/** How much a model thinks before it writes. */
public enum Thinking {
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH;

    /** The name in settings and on the wire of the services. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
