package dev.cogo.gateway.supabase.realtime.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicNamesTest {
    private static final FormerSessionIds FORMER = new FormerSessionIds(true);
    private static final UUID SESSION = UUID.fromString(FORMER.resolve("sess_1"));

    @Test
    void aSessionMayBeNamedAsItWasInASystemThatWasCopied() throws JsonProcessingException, JoinRefused {
        TopicNames names = new TopicNames(Set.of("room:"), Set.of(), FORMER);

        assertThat(names.channelOf("chat_session_sess_1")).contains(new Channel.OfSession(SESSION));
        assertThat(names.channelOf("chat_session_" + SESSION)).contains(new Channel.OfSession(SESSION));
        assertThat(names.channelOf("chat_session_")).isEmpty();
        assertThat(new TopicNames(Set.of(), Set.of(), FormerSessionIds.none()).channelOf("chat_session_sess_1"))
                .isEmpty();

        JoinConfig config = JoinConfig.of(new ObjectMapper().readTree("""
                {"config": {"postgres_changes": [
                    {"event": "*", "schema": "public", "table": "chat_messages_realtime", "filter": "session_id=eq.sess_1"}]}}"""), FORMER);
        assertThat(TopicPlan.of("realtime:messages", config, names).views())
                .containsOnlyKeys("chat_session_" + SESSION);
    }

    @Test
    void namesOfTheServerAreTheServersWhateverIsOpen() {
        TopicNames names = new TopicNames(Set.of("", "room:"), Set.of(), FormerSessionIds.none());

        assertThat(names.channelOf("room:1")).contains(new Channel.OfRoom("room:1"));
        assertThat(names.channelOf("chat_session_1")).isEmpty();
        assertThat(names.channelOf(Channel.ROOM + "1")).isEmpty();
    }
}
