package dev.cogo.schema.home;

import dev.cogo.schema.record.BusRecord;

/**
 * A home's answer to what a gateway announces to it. A gateway announces every {@link #BEAT_MILLIS} without any change, too, so
 * that the two notice when they disagree.
 */
public sealed interface HomeAck extends BusRecord permits InterestAck, PresenceAck, TracksAck {
    int BEAT_MILLIS = 2000;

    /** Whether what the gateway announced and what the home knows differ, so that all is to be announced anew. */
    boolean announceAnew();
}
