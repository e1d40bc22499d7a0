package dev.cogo.schema.activity;

import java.util.List;

/**
 * The payload of {@code session_activity}, on {@code user_notifications_{id}}: where sessions of the user stand now in which
 * something has happened. It says states, not steps: a later one stands for those before it, also for lost ones.
 *
 * @param items each session once, at most {@link #MAX_ITEMS}
 * @param complete false when something happened in more sessions than these: then the list is to be read again
 */
public record SessionActivity(List<ActiveSession> items, boolean complete) {
    public static final int MAX_ITEMS = 50;

    public SessionActivity {
        items = List.copyOf(items);
    }
}
