package dev.cogo.chat.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Announce;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.json.Json;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    @Test
    void anAnnouncementIsStoredAndHeardByAll() {
        try (ChatNode node = new ChatNode(TestDatabase.migrated())) {
            UUID operator = node.account();
            Listener listener = node.listen(new Channel.OfEveryone());
            Announcement made = node.ask(Address.ANNOUNCE, new Announce(operator, "Back at noon"));
            assertThat(made.content()).isEqualTo("Back at noon");
            assertThat(Json.convert(listener.next(EventName.ANNOUNCEMENT).getJsonObject("payload"), Announcement.class))
                    .isEqualTo(made);
            assertThat(node.database().query("SELECT user_id, content, timestamp FROM announcements"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getUUID("user_id")).isEqualTo(operator);
                        assertThat(row.getString("content")).isEqualTo("Back at noon");
                        assertThat(row.getOffsetDateTime("timestamp").toInstant())
                                .isEqualTo(made.timestamp());
                    });
        }
    }
}
