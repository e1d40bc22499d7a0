package dev.cogo.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageWindow;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.Reaction;
import dev.cogo.schema.message.ReadAround;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SetReaction;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    private static ChatNode node;
    private static UUID ann;
    private static UUID session;

    @BeforeAll
    static void tenMessages() {
        node = new ChatNode(TestDatabase.migrated());
        ann = node.account();
        session = node.group(ann).id();
        node.send(
                ann,
                session,
                IntStream.rangeClosed(1, 10)
                        .mapToObj(i -> new NewMessage("m" + i))
                        .toArray(NewMessage[]::new));
        // Another session's messages must not show up among them.
        node.send(ann, node.group(ann).id(), "elsewhere");
        // Old messages stand in another month's partition than new ones.
        node.database()
                .query(
                        "UPDATE chat_messages_history SET timestamp = timestamp - interval '40 days'"
                                + " WHERE session_id = $1 AND seq <= 5",
                        session);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // before, after, limit, seqs, next
                "-, -, 4, 7 8 9 10, 7",
                "7, -, 4, 3 4 5 6, 3",
                "3, -, 4, 1 2, -",
                "3, -, 2, 1 2, -",
                "-, -, 10, 1 2 3 4 5 6 7 8 9 10, -",
                "-, -, 9, 2 3 4 5 6 7 8 9 10, 2",
                "1, -, 4, '', -",
                "-5, -, 4, '', -",
                "100, -, 1, 10, 10",
                "-, 0, 4, 1 2 3 4, 4",
                "-, 4, 4, 5 6 7 8, 8",
                "-, 8, 4, 9 10, -",
                "-, 8, 2, 9 10, -",
                "-, 10, 4, '', -",
                "-, 99, 4, '', -",
                "-, -1, 1, 1, 1"
            })
    void pages(Long before, Long after, int limit, String seqs, String next) {
        MessagePage page = node.ask(Address.HISTORY_READ, new ReadHistory(ann, session, before, after, limit));
        List<Long> expected = new Scanner(seqs).tokens().map(Long::valueOf).toList();
        assertThat(page.items()).extracting(Message::seq).isEqualTo(expected);
        assertThat(page.items())
                .extracting(Message::content)
                .isEqualTo(expected.stream().map(s -> "m" + s).toList());
        assertThat(page.next()).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // around, limit, seqs, older, newer
                "5, 3, 4 5 6, 4, 6",
                "5, 4, 4 5 6 7, 4, 7",
                "5, 1, 5, 5, 5",
                "1, 3, 1 2 3, -, 3",
                "10, 3, 8 9 10, 8, -",
                "2, 10, 1 2 3 4 5 6 7 8 9 10, -, -",
                "0, 2, 1 2, -, 2",
                "99, 2, 9 10, 9, -"
            })
    void aroundAPlace(long seq, int limit, String seqs, String older, String newer) {
        MessageWindow window = node.ask(Address.HISTORY_AROUND, new ReadAround(ann, session, seq, limit));
        assertThat(window.items())
                .extracting(Message::seq)
                .isEqualTo(new Scanner(seqs).tokens().map(Long::valueOf).toList());
        assertThat(window.older()).isEqualTo(older);
        assertThat(window.newer()).isEqualTo(newer);
    }

    @Test
    void aPlaceWithoutAMessageHasSurroundings() {
        UUID group = node.group(ann).id();
        Message first = node.send(ann, group, "a");
        node.ask(Address.MESSAGE_DELETE, new DeleteMessage(ann, group, first.id()));
        node.send(ann, group, "b");

        MessageWindow window = node.ask(Address.HISTORY_AROUND, new ReadAround(ann, group, 2, 10));

        assertThat(window.items()).extracting(Message::seq).containsExactly(1L, 3L);
        assertThat(window.items().getFirst().deletedAt()).isNotNull();
        UUID empty = node.group(ann).id();
        assertThat(node.<MessageWindow>ask(Address.HISTORY_AROUND, new ReadAround(ann, empty, 1, 10)))
                .isEqualTo(new MessageWindow(List.of(), null, null));
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.HISTORY_AROUND, new ReadAround(node.account(), group, 1, 10));
    }

    @Test
    void messagesAreFoundByTheirIdsInOnesOwnSessions() {
        UUID group = node.group(ann).id();
        Message mine = node.send(ann, group, "a");
        UUID other = node.account();
        Message foreign = node.send(other, node.group(other).id(), "b");

        MessagePage found =
                node.ask(Address.MESSAGE_FIND, new FindMessages(ann, List.of(mine.id(), foreign.id(), Ids.next())));

        assertThat(found.items()).containsExactly(mine);
        assertThat(found.next()).isNull();
    }

    @Test
    void aSessionWithoutMessagesHasAnEmptyPage() {
        MessagePage page = node.ask(
                Address.HISTORY_READ, new ReadHistory(ann, node.group(ann).id(), null, null, 10));
        assertThat(page).isEqualTo(new MessagePage(List.of(), null));
    }

    @Test
    void aPageShowsMessagesAsTheyAreNowWithTheirReactions() {
        UUID bob = node.account();
        UUID group = node.group(ann, bob).id();
        List<Message> sent = node.send(ann, group, new NewMessage("a"), new NewMessage("b"), new NewMessage("c"));
        react(bob, sent.get(0), "👍");
        react(ann, sent.get(0), "🎉");
        react(ann, sent.get(0), "👍");
        Message edited = node.ask(
                Address.MESSAGE_EDIT, new EditMessage(ann, group, sent.get(1).id(), "b!"));
        react(bob, sent.get(2), "👍");
        Message deleted = node.ask(
                Address.MESSAGE_DELETE,
                new DeleteMessage(ann, group, sent.get(2).id()));
        Message last = node.send(bob, group, "d");

        List<Message> seen = node.history(bob, group);

        assertThat(seen).extracting(Message::seq).containsExactly(1L, 2L, 3L, last.seq());
        assertThat(seen.getFirst().reactions())
                .containsExactly(new Reaction("👍", 2, true), new Reaction("🎉", 1, false));
        assertThat(node.history(ann, group).getFirst().reactions())
                .containsExactly(new Reaction("👍", 2, true), new Reaction("🎉", 1, true));
        assertThat(seen.subList(1, 4)).containsExactly(edited, deleted, last);
    }

    private static void react(UUID user, Message message, String emoji) {
        node.ask(Address.REACTION_SET, new SetReaction(user, message.sessionId(), message.id(), emoji, true));
    }
}
