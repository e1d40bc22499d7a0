package dev.cogo.chat.announcement;

import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Announce;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.identity.Ids;
import java.time.Instant;
import java.util.UUID;

/** Stores announcements and sends them to everybody who listens. That the caller is an operator is the door's check. */
public final class Announcements {
    private static final String INSERT =
            "INSERT INTO announcements (id, user_id, content) VALUES ($1, $2, $3) RETURNING timestamp";

    private final Database database;
    private final ChannelPublisher publisher;

    public Announcements(Database database, ChannelPublisher publisher) {
        this.database = database;
        this.publisher = publisher;
    }

    /** Stores the announcement, then publishes it. */
    public Announcement announce(Announce request) {
        UUID id = Ids.next();
        Instant timestamp = database.query(INSERT, id, request.userId(), request.content())
                .iterator()
                .next()
                .getOffsetDateTime("timestamp")
                .toInstant();
        Announcement announcement = new Announcement(id, request.content(), timestamp);
        publisher.publish(new Channel.OfEveryone(), EventName.ANNOUNCEMENT, announcement);
        return announcement;
    }
}
