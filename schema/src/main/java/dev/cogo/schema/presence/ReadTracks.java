package dev.cogo.schema.presence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cogo.schema.record.ForHome;

/**
 * A gateway's question which pages are on a free channel. No right is asked for: it is the gateway that knows who listens.
 *
 * @param channel the channel's name
 */
public record ReadTracks(String channel) implements ForHome {
    @Override
    @JsonIgnore
    public String homeChannel() {
        return channel;
    }
}
