package dev.cogo.schema.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cogo.schema.bus.ForHome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A word for those who listen to a channel: a session's, of somebody who may write there, or a free one.
 *
 * @param userId who speaks; null for the house's own servers
 * @param channel the channel's name
 */
public record SendBroadcast(@Nullable UUID userId, String channel, Broadcast broadcast) implements ForHome {
    @Override
    @JsonIgnore
    public String homeChannel() {
        return channel;
    }
}
