package dev.cogo.schema.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    private static final UUID ID = UUID.fromString("01a2076b-4bd0-713c-acd8-f1de6955db34");

    @Test
    void namesAreTheSeeds() {
        assertThat(Channel.parse("chat_session_" + ID)).isEqualTo(new Channel.OfSession(ID));
        assertThat(Channel.parse("user_notifications_" + ID)).isEqualTo(new Channel.OfUser(ID));
        assertThat(Channel.parse("agent_tasks_" + ID)).isEqualTo(new Channel.OfTask(ID));
        assertThat(Channel.parse("system_announcements")).isEqualTo(new Channel.OfEveryone());
        assertThat(Channel.parse("system_operations")).isEqualTo(new Channel.OfOperators());
    }

    @Test
    void aNameLeadsBackToItself() {
        for (Channel channel : new Channel[] {
            new Channel.OfSession(ID),
            new Channel.OfUser(ID),
            new Channel.OfTask(ID),
            new Channel.OfEveryone(),
            new Channel.OfOperators()
        }) {
            assertThat(Channel.parse(channel.name())).isEqualTo(channel);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat_session_",
                "chat_session_1-1-1-1-1",
                "chat_session_01A2076B-4BD0-713C-ACD8-F1DE6955DB34",
                "chat_session_01a2076b-4bd0-713c-acd8-f1de6955db34 ",
                "chat_session_not-a-uuid-but-36-characters-long!!",
                "Chat_session_01a2076b-4bd0-713c-acd8-f1de6955db34",
                "system_announcements_",
                "chat.message.send"
            })
    void whatIsNoneLooksLikeAForeignOne(String name) {
        assertThat(catchThrowableOfType(CogoException.class, () -> Channel.parse(name))
                        .code())
                .isEqualTo(ErrorCode.CHANNEL_NOT_FOUND);
    }
}
