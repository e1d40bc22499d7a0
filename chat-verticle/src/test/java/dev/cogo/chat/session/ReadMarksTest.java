package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.session.CountUnread;
import dev.cogo.schema.session.ListReadMarks;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.ReadMark;
import dev.cogo.schema.session.ReadMarkPage;
import dev.cogo.schema.session.Unread;
import dev.cogo.schema.session.UpdateSession;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReadMarksTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    @Test
    void aMarkGoesForwardOnlyAndNotBeyondTheLastMessage() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID session = node.group(ann, bob).id();
        node.send(ann, session, new NewMessage("1"), new NewMessage("2"), new NewMessage("3"));
        Listener listener = node.listen(new Channel.OfSession(session));

        assertThat(mark(bob, session, 2)).isEqualTo(2);
        assertThat(node.session(bob, session).unread()).isEqualTo(1);
        assertThat(listener.next(EventName.READ).getJsonObject("payload").getMap())
                .containsEntry("sessionId", session.toString())
                .containsEntry("userId", bob.toString())
                .containsEntry("seq", 2);

        assertThat(mark(bob, session, 1)).isEqualTo(2);
        assertThat(mark(bob, session, 2)).isEqualTo(2);
        assertThat(listener.rest()).isEmpty();

        assertThat(mark(bob, session, Long.MAX_VALUE)).isEqualTo(3);
        assertThat(listener.next(EventName.READ).getJsonObject("payload").getInteger("seq"))
                .isEqualTo(3);
        assertThat(node.session(bob, session).unread()).isZero();
    }

    @Test
    void sendingMovesTheSendersOwnMark() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID session = node.group(ann, bob).id();
        node.send(ann, session, "1");
        node.send(bob, session, "2");
        assertThat(mark(bob, session, 0)).isEqualTo(2);
        assertThat(mark(ann, session, 0)).isEqualTo(1);
        assertThat(node.session(ann, session).unread()).isEqualTo(1);
    }

    @Test
    void whatIsNoMessageIsNotUnread() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID session = node.group(ann, bob).id();
        node.send(ann, session, "1");
        title(ann, session, "at 2");
        UUID third = node.send(ann, session, "3").id();
        title(ann, session, "at 4");
        node.send(ann, session, "5");
        node.ask(Address.MESSAGE_DELETE, new DeleteMessage(ann, session, third)); // at 6; a tombstone counts

        assertThat(node.session(bob, session).unread()).isEqualTo(3);
        assertUnreadAfter(bob, session, 1, 2);
        assertUnreadAfter(bob, session, 2, 2);
        assertUnreadAfter(bob, session, 3, 1);
        assertUnreadAfter(bob, session, 4, 1);
        assertUnreadAfter(bob, session, 5, 0);
        assertUnreadAfter(bob, session, 6, 0);
        node.send(ann, session, "7");
        assertThat(node.session(bob, session).unread()).isEqualTo(1);
    }

    @Test
    void messagesFromBeforeTheTimelineHadOtherEventsCountByTheirSeq() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID session = node.group(ann, bob).id();
        node.send(ann, session, new NewMessage("1"), new NewMessage("2"), new NewMessage("3"));
        node.database().query("UPDATE chat_messages_history SET message_number = NULL WHERE session_id = $1", session);
        assertUnreadAfter(bob, session, 1, 2);
        assertUnreadAfter(bob, session, 3, 0);
    }

    @Test
    void aMarkWhereHistoryWasDroppedLeavesUnreadWhatIsStillThere() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID session = node.group(ann, bob).id();
        node.send(ann, session, new NewMessage("1"), new NewMessage("2"), new NewMessage("3"));
        node.database().query("DELETE FROM chat_messages_history WHERE session_id = $1 AND seq < 3", session);
        assertUnreadAfter(bob, session, 1, 1);
    }

    @Test
    void aMemberSeesHowFarTheOthersHaveRead() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID session = node.group(ann, bob).id();
        node.send(ann, session, new NewMessage("1"), new NewMessage("2"));
        mark(bob, session, 1);

        ReadMarkPage first = node.ask(Address.READ_LIST, new ListReadMarks(bob, session, 1, null));
        ReadMarkPage second = node.ask(Address.READ_LIST, new ListReadMarks(bob, session, 1, first.next()));

        assertThat(Stream.of(first, second).flatMap(page -> page.items().stream()))
                .containsExactlyInAnyOrder(new ReadMark(session, ann, 2), new ReadMark(session, bob, 1));
        assertThat(second.next()).isNull();
        node.refused(
                ErrorCode.SESSION_NOT_FOUND, Address.READ_LIST, new ListReadMarks(node.account(), session, 1, null));
    }

    @Test
    void whatIsUnreadIsCountedOverAllSessions() {
        UUID ann = node.account();
        UUID bob = node.account();
        UUID one = node.group(ann, bob).id();
        UUID two = node.group(ann, bob).id();
        UUID muted = node.group(ann, bob).id();
        node.group(ann, bob);
        assertThat(unread(bob)).isEqualTo(new Unread(0, 0, 0));
        node.send(ann, one, new NewMessage("1"), new NewMessage("2"), new NewMessage("3"));
        node.send(ann, two, "1");
        node.send(ann, muted, "1");
        node.ask(Address.SESSION_MUTE, new MuteSession(bob, muted, true));
        mark(bob, one, 1);

        assertThat(unread(bob)).isEqualTo(new Unread(3, 2, 1));
        assertThat(unread(ann)).isEqualTo(new Unread(0, 0, 0));
    }

    private static Unread unread(UUID user) {
        return node.ask(Address.UNREAD_COUNT, new CountUnread(user));
    }

    private static void title(UUID user, UUID session, String title) {
        node.ask(Address.SESSION_UPDATE, new UpdateSession(user, session, title, null, null, null, null, null, null));
    }

    private static void assertUnreadAfter(UUID user, UUID session, long seq, long unread) {
        assertThat(mark(user, session, seq)).isEqualTo(seq);
        assertThat(node.session(user, session).unread()).as("after %d", seq).isEqualTo(unread);
    }

    private static long mark(UUID user, UUID session, long seq) {
        return node.<ReadMark>ask(Address.READ_MARK, new MarkRead(user, session, seq))
                .seq();
    }
}
