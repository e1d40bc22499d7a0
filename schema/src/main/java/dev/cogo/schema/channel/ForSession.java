package dev.cogo.schema.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cogo.schema.record.ForHome;
import java.util.UUID;

/**
 * A request about one session that its home answers best: what a session's soft state is needed for, and what is cheaper when
 * one node does it for all (writes share a transaction, reads a query). Any other node of the role can answer it, too.
 */
public interface ForSession extends ForHome {
    UUID sessionId();

    @Override
    @JsonIgnore
    default String homeChannel() {
        return new Channel.OfSession(sessionId()).name();
    }
}
