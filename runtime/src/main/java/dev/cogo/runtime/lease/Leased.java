package dev.cogo.runtime.lease;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row that is work, as it was claimed. */
public interface Leased {
    UUID id();

    /** How often it was begun, this time included; the pause after a failure grows with it. */
    int attempts();

    /** The span that asked for the work; null when none did, or nobody kept it. */
    default @Nullable String span() {
        return null;
    }
}
