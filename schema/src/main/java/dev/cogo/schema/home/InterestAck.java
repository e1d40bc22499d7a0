package dev.cogo.schema.home;

import java.util.List;

/**
 * A home's answer to {@link AnnounceInterest}.
 *
 * @param positions for each channel that was joined, in that order, the seq of its last event, or {@link #NO_TIMELINE}. What
 *     comes after it goes to the gateway
 * @param announceAnew whether what the gateway announced and what the home knows differ, so that all is to be announced anew
 */
public record InterestAck(List<Long> positions, boolean announceAnew) implements HomeAck {
    /** The position of a channel without a timeline, be it that its session is gone. */
    public static final long NO_TIMELINE = -1;
}
