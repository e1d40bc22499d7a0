package dev.cogo.gateway.realtime.hub;

import dev.cogo.schema.channel.Channel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A socket's wish to hear a channel, from the asking to the end. Used on the hub's event loop only. */
final class Subscription {
    private final Channel channel;
    private @Nullable Grant grant;
    private @Nullable HubChannel held;
    private boolean live;
    private boolean ended;
    private boolean doubtful;
    private @Nullable Long since;
    private long maxReplay;
    private @Nullable Replay replay;
    private int beginnings;

    /**
     * A wish.
     *
     * @param since the last seq that the client has; null when it did not say
     * @param maxReplay how many events it may have missed
     */
    Subscription(Channel channel, @Nullable Long since, long maxReplay) {
        this.channel = channel;
        this.since = since;
        this.maxReplay = maxReplay;
    }

    Channel channel() {
        return channel;
    }

    void granted(Grant granted) {
        grant = granted;
    }

    @Nullable
    HubChannel held() {
        return held;
    }

    void held(HubChannel channelOfHub) {
        held = channelOfHub;
    }

    /** The last seq that the client has; null when it did not say. */
    @Nullable
    Long since() {
        return since;
    }

    /** How many events the client may have missed; who missed more has to load the session anew. */
    long maxReplay() {
        return maxReplay;
    }

    /** Notes that the client wants to hear the channel from another seq on. */
    void beginAnew(long from, long maxMissed) {
        since = from;
        maxReplay = maxMissed;
        replay = null;
        beginnings++;
    }

    /** How often it was begun anew: what was looked for before is of no use after. */
    int beginnings() {
        return beginnings;
    }

    /** Notes who gives the client what it missed. */
    void replaying(Replay by) {
        replay = by;
    }

    boolean isReplaying(Replay by) {
        return replay == by && !ended;
    }

    /** Notes that the client has what it missed. */
    void replayed(Replay by) {
        if (replay == by) {
            replay = null;
        }
    }

    /** Whether it has taken effect. */
    boolean live() {
        return live;
    }

    void goLive() {
        live = true;
    }

    /** Whether it was withdrawn, perhaps before it took effect. */
    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
        live = false;
    }

    /** Whether the loss of the session takes this right away. While the right is still being asked for, it may. */
    boolean dependsOn(UUID sessionId) {
        return grant == null || sessionId.equals(grant.sessionId());
    }

    /** Notes that the right was lost after it was asked for: the answer may be older than the loss. */
    void doubt() {
        doubtful = true;
    }

    /** Whether there is a doubt; it is taken back by asking. */
    boolean takeDoubt() {
        boolean was = doubtful;
        doubtful = false;
        return was;
    }
}
