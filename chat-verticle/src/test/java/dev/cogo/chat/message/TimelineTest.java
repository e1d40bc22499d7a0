package dev.cogo.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageEvent;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadMessageEvent;
import dev.cogo.schema.message.ReadMessageEvents;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.TimelinePage;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private UUID ann;
    private UUID bob;
    private UUID session;

    @BeforeEach
    void aGroup() {
        ann = node.account();
        bob = node.account();
        session = node.group(ann, bob).id();
    }

    private TimelinePage read(long after, int limit) {
        return node.ask(Address.TIMELINE_READ, new ReadTimeline(bob, session, after, limit));
    }

    private void edit(Message message, String content) {
        node.ask(Address.MESSAGE_EDIT, new EditMessage(ann, session, message.id(), content));
    }

    private void react(Message message, boolean on) {
        node.ask(Address.REACTION_SET, new SetReaction(bob, session, message.id(), "👍", on));
    }

    private static List<Long> seqs(TimelinePage page) {
        return page.items().stream().map(ChannelEvent::seq).toList();
    }

    /** 1 message, 2 message, 3 edit of 1, 4 reaction, 5 message, 6 deletion of 2, 7 edit of 1, 8 reaction back. */
    private List<Message> eightEvents() {
        Message one = node.send(ann, session, "one");
        Message two = node.send(ann, session, "two");
        edit(one, "one!");
        react(one, true);
        Message three = node.send(ann, session, "three");
        node.ask(Address.MESSAGE_DELETE, new DeleteMessage(ann, session, two.id()));
        edit(one, "one!!");
        react(one, false);
        return List.of(one, two, three);
    }

    @Test
    void itTellsWhatTheChannelToldWithMessagesAsTheyAreNow() {
        Listener listener = node.listen(new Channel.OfSession(session));
        eightEvents();

        TimelinePage page = read(0, 200);

        assertThat(seqs(page)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(page.lastSeq()).isEqualTo(8);
        assertThat(page.next()).isNull();
        assertThat(page.items())
                .extracting(ChannelEvent::event)
                .containsExactly(
                        "new_message",
                        "new_message",
                        "message_updated",
                        "reaction",
                        "new_message",
                        "message_deleted",
                        "message_updated",
                        "reaction");
        List<JsonObject> told = listener.rest();
        for (int i = 0; i < 8; i++) {
            JsonObject item = Json.object(page.items().get(i));
            assertThat(item.getString("channel")).isEqualTo(told.get(i).getString("channel"));
            assertThat(item.getString("event")).isEqualTo(told.get(i).getString("event"));
            assertThat(item.getLong("seq")).isEqualTo(told.get(i).getLong("seq"));
        }
        // The last that the channel told of a message is what all of its events show now.
        for (int i : List.of(0, 2, 6)) {
            assertThat(message(page.items().get(i))).isEqualTo(message(told.get(6)));
        }
        for (int i : List.of(1, 5)) {
            assertThat(message(page.items().get(i))).isEqualTo(message(told.get(5)));
        }
        assertThat(message(page.items().get(4))).isEqualTo(message(told.get(4)));
        for (int i : List.of(3, 7)) {
            assertThat(Json.object(page.items().get(i)).getJsonObject("payload"))
                    .isEqualTo(told.get(i).getJsonObject("payload"));
        }
        assertThat(Json.string(page)).doesNotContain("two");
    }

    @Test
    void itTellsOtherSystemsWhatBecameOfMessagesAndOfEncryptedOnesNothing() {
        List<Message> messages = eightEvents();
        MessageEvents happened = node.ask(
                Address.MESSAGE_EVENTS, new ReadMessageEvents(List.of(new ReadMessageEvents.After(session, 1)), 4));
        assertThat(happened.sessions()).hasSize(1);
        assertThat(happened.sessions().getFirst().lastSeq()).isEqualTo(8);
        assertThat(happened.sessions().getFirst().events())
                .containsExactly(
                        new MessageEvents.Event(2, "new_message"),
                        new MessageEvents.Event(3, "message_updated"),
                        new MessageEvents.Event(5, "new_message"),
                        new MessageEvents.Event(6, "message_deleted"));
        assertThat(shown(1).content()).isEqualTo("one!!");
        assertThat(shown(3).id()).isEqualTo(messages.getFirst().id());
        assertThat(shown(2).content()).isEmpty();
        assertThat(shown(2).deletedAt()).isNotNull();
        assertThat(shown(9)).isNull();
        // As of a session that there is not.
        node.database().query("UPDATE user_chat_sessions SET encrypted = true WHERE session_id = $1", session);
        assertThat(node.<MessageEvents>ask(
                                Address.MESSAGE_EVENTS,
                                new ReadMessageEvents(List.of(new ReadMessageEvents.After(session, -1)), 0))
                        .sessions())
                .isEmpty();
        assertThat(shown(1)).isNull();
    }

    private Message shown(long seq) {
        return node.<MessageEvent>ask(Address.MESSAGE_EVENT, new ReadMessageEvent(session, seq))
                .message();
    }

    private static Message message(ChannelEvent event) {
        return message(Json.object(event));
    }

    private static Message message(JsonObject event) {
        return Json.convert(event.getJsonObject("payload"), Message.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // after, limit, seqs, next
                "0, 3, 1 2 3, 3",
                "3, 3, 4 5 6, 6",
                "6, 3, 7 8, -",
                "5, 3, 6 7 8, -",
                "0, 8, 1 2 3 4 5 6 7 8, -",
                "7, 1, 8, -",
                "8, 5, '', -",
                "99, 5, '', -"
            })
    void pages(long after, int limit, String seqs, String next) {
        eightEvents();
        TimelinePage page = read(after, limit);
        assertThat(seqs(page))
                .isEqualTo(new Scanner(seqs).tokens().map(Long::valueOf).toList());
        assertThat(page.next()).isEqualTo(next);
        assertThat(page.lastSeq()).isEqualTo(8);
    }

    @Test
    void aSessionWithoutEventsHasAnEmptyPage() {
        assertThat(read(0, 10)).isEqualTo(new TimelinePage(List.of(), 0, null));
    }

    @Test
    void whatHistoryNoLongerKeepsMakesThePageStartLater() {
        eightEvents();
        // As when the months of the first two messages were dropped. The edits and the deletion are of them.
        forget(1, 2);
        assertThat(seqs(read(0, 200))).containsExactly(8L);
        // A change that stands by itself, and messages that are still there, are told.
        assertThat(seqs(read(3, 2))).containsExactly(4L, 5L);
        assertThat(seqs(read(4, 1))).containsExactly(5L);
        // Nothing can be told, and the reader can see that there was something.
        TimelinePage page = read(5, 2);
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEqualTo("7");
        assertThat(page.lastSeq()).isEqualTo(8);
    }

    @Test
    void aHoleBetweenMessagesIsNeverInsideAPage() {
        for (int i = 1; i <= 6; i++) {
            node.send(ann, session, "m" + i);
        }
        forget(3, 4);
        assertThat(seqs(read(0, 200))).containsExactly(5L, 6L);
        assertThat(seqs(read(0, 3))).containsExactly(5L);
        assertThat(read(0, 3).next()).isEqualTo("5");
        assertThat(seqs(read(0, 2))).containsExactly(1L, 2L);
        assertThat(seqs(read(2, 2))).containsExactly(5L, 6L);
    }

    private void forget(long from, long to) {
        node.database()
                .query(
                        "DELETE FROM chat_messages_history WHERE session_id = $1 AND seq BETWEEN $2 AND $3",
                        session,
                        from,
                        to);
    }

    @Test
    void aBatchIsOneEventForEachMessage() {
        node.send(ann, session, new NewMessage("a"), new NewMessage("b"));
        assertThat(read(0, 10).items()).extracting(ChannelEvent::event).containsExactly("new_message", "new_message");
    }

    @Test
    void onlyMembersReadIt() {
        eightEvents();
        for (UUID id : List.of(session, Ids.next())) {
            node.refused(
                    ErrorCode.SESSION_NOT_FOUND, Address.TIMELINE_READ, new ReadTimeline(node.account(), id, 0, 10));
        }
    }

    @Test
    void aLongTimelineIsReadWholeAndOnce() {
        eightEvents();
        for (int i = 0; i < 40; i++) {
            Message sent = node.send(ann, session, "m" + i);
            edit(sent, "edited " + i);
        }
        List<Long> seqs = new ArrayList<>();
        String next = "0";
        while (next != null) {
            TimelinePage page = read(Long.parseLong(next), 7);
            seqs.addAll(seqs(page));
            next = page.next();
        }
        assertThat(seqs).hasSize(88).isSorted().doesNotHaveDuplicates().endsWith(88L);
    }
}
