package dev.cogo.gateway.realtime.hub;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A right to listen to a channel.
 *
 * @param sessionId the session whose members have it, and lose it with their membership; null when nothing takes it away
 */
record Grant(@Nullable UUID sessionId) {
    static final Grant LASTING = new Grant(null);
}
