package dev.cogo.schema.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cogo.schema.record.ForHome;

/**
 * A word for those who listen to a channel: a session's, of somebody who may write there, or a free one.
 *
 * @param channel the channel's name
 */
public record SendBroadcast(String channel, Broadcast broadcast) implements ForHome {
    @Override
    @JsonIgnore
    public String homeChannel() {
        return channel;
    }
}
