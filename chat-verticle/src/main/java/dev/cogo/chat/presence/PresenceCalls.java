package dev.cogo.chat.presence;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.presence.ForgetPresence;
import dev.cogo.schema.presence.RecheckPresence;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a session's home what has changed in the database. Call it after the commit, on a virtual thread. It never throws: what
 * is not heard ends with the gateways' word, or when the home looks again.
 */
public final class PresenceCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceCalls.class);

    private final Bus bus;

    public PresenceCalls(Bus bus) {
        this.bus = bus;
    }

    /** A membership has ended: the user is not there any more, and the others hear that. */
    public void forget(UUID sessionId, UUID userId) {
        send(Address.PRESENCE_FORGET, new ForgetPresence(userId, sessionId), sessionId);
    }

    /** The session's two may not see each other any more, or may again. */
    public void recheck(UUID sessionId) {
        send(Address.PRESENCE_RECHECK, new RecheckPresence(sessionId), sessionId);
    }

    private void send(Address address, BusRecord notice, UUID sessionId) {
        try {
            bus.<Done>request(address, notice).await();
        } catch (Throwable e) { // await also throws checked exceptions
            LOG.warn("the home of {} was not told who may be there: {}", sessionId, e.toString());
        }
    }
}
