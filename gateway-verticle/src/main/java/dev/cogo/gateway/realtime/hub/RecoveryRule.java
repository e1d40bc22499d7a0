package dev.cogo.gateway.realtime.hub;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a client that registers with the seq of the last event that it has. The one table for it, which
 * {@code docs/realtime.md} shows too: either the client gets exactly what it missed, or it is told to read the session anew;
 * never a part.
 */
enum RecoveryRule {
    /** It did not ask: it hears the channel from its position on. */
    LIVE,
    /** It has everything: recovered, and live. */
    NOTHING_MISSED,
    /** What it missed has to be looked for first; then {@link #whenRead} decides. */
    READ,
    /** It gets what it missed and then hears the channel: recovered. */
    REPLAY,
    /** What it missed can't be given: not recovered, and live from the position on. */
    RELOAD;

    /**
     * Decides as far as that is possible without reading.
     *
     * @param since the client's last seq; null when it did not say one
     * @param timeline whether the channel has one
     * @param position the last seq that was delivered here
     * @param maxEvents how many events are replayed at most
     */
    static RecoveryRule atOnce(@Nullable Long since, boolean timeline, long position, long maxEvents) {
        if (since == null) {
            return LIVE;
        } else if (!timeline) {
            return RELOAD;
        } else if (since == position) {
            return NOTHING_MISSED;
        } else if (position - since > maxEvents) {
            return RELOAD;
        }
        // Also when it is ahead: another node may have told it what this one is just being told.
        return READ;
    }

    /**
     * Decides when what follows the client's last seq was looked for.
     *
     * @param position the last seq that was delivered here; it can have grown, and is behind {@code since} only when the
     *     database is too
     * @param first the first seq that is kept after {@code since}; null when there is none
     */
    static RecoveryRule whenRead(long since, long position, @Nullable Long first) {
        if (since == position) {
            return NOTHING_MISSED;
        } else if (since > position || first == null || first != since + 1) {
            return RELOAD;
        }
        return REPLAY;
    }
}
