package dev.cogo.agentbridge.notices;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.PostMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts the server's messages about tasks. */
public final class SessionNotices {
    private static final Logger LOG = LoggerFactory.getLogger(SessionNotices.class);

    private final Bus bus;

    public SessionNotices(Bus bus) {
        this.bus = bus;
    }

    /**
     * Posts a message and waits until it is stored.
     *
     * @return false when the same message may be taken later. A message that can never be taken is logged and given up,
     *     because a task must not hang on it
     */
    public boolean post(PostMessage message) {
        try {
            bus.request(Address.MESSAGE_POST, message).await();
            return true;
        } catch (CogoException e) {
            if (e.code().retryable() || e.code().httpStatus() >= 500) {
                LOG.warn("{}: {}", message.message().clientMessageId(), e.getMessage());
                return false;
            }
            LOG.error("{} can't be posted", message.message().clientMessageId(), e);
            return true;
        }
    }
}
