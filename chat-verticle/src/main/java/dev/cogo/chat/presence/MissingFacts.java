package dev.cogo.chat.presence;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Facts that are missing: what has to be known before something can be told.
 *
 * @param users whose names
 * @param sessions in which one may have blocked the other
 */
record MissingFacts(Set<UUID> users, Set<UUID> sessions) {
    MissingFacts() {
        this(new HashSet<>(), new HashSet<>());
    }

    boolean isEmpty() {
        return users.isEmpty() && sessions.isEmpty();
    }
}
