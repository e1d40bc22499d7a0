package dev.cogo.runtime.lease;

import java.util.UUID;

/** A row that is work, as it was claimed. */
public interface Leased {
    UUID id();

    /** How often it was begun, this time included; the pause after a failure grows with it. */
    int attempts();
}
