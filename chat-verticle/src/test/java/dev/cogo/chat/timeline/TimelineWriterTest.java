package dev.cogo.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.text.Content;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineWriterTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private UUID ann;
    private UUID bob;
    private UUID session;
    private Listener listener;

    @BeforeEach
    void aGroupOfTwo() {
        ann = node.account();
        bob = node.account();
        session = node.group(ann, bob).id();
        listener = node.listen(new Channel.OfSession(session));
    }

    private static NewMessage named(String content, String clientMessageId) {
        return new NewMessage(content, clientMessageId, null, null);
    }

    @Test
    void aMessageComesBackAsItStandsInHistoryAndOnTheChannel() {
        Message first = node.send(ann, session, "first");
        Map<String, Object> metadata = Map.of("k", List.of(1, "two", Map.of("deep", true)), "n", 1.5);
        Message sent = node.send(ann, session, new NewMessage("안녕 👋\n\tline two", "c-1", first.id(), metadata))
                .getFirst();

        assertThat(sent.seq()).isEqualTo(2);
        assertThat(sent.sessionId()).isEqualTo(session);
        assertThat(sent.userId()).isEqualTo(ann);
        assertThat(sent.messageType()).isEqualTo(MessageType.TEXT);
        assertThat(sent.replyTo()).isEqualTo(first.id());
        assertThat(node.history(bob, session)).containsExactly(first, sent);
        assertThat(node.session(bob, session).lastMessage()).isEqualTo(sent);

        assertThat(listener.next(EventName.NEW_MESSAGE).getLong("seq")).isEqualTo(1);
        JsonObject event = listener.next(EventName.NEW_MESSAGE);
        assertThat(event.fieldNames()).containsExactly("event", "channel", "seq", "payload");
        assertThat(event.getString("channel")).isEqualTo("chat_session_" + session);
        assertThat(event.getLong("seq")).isEqualTo(2);
        assertThat(Json.convert(event.getJsonObject("payload"), Message.class)).isEqualTo(sent);
    }

    @Test
    void theHotTableHoldsTheSameRows() {
        node.send(ann, session, new NewMessage("one", "c", null, Map.of("a", 1)), new NewMessage("two"));
        assertThat(rowsOf("chat_messages_realtime")).hasSize(2).isEqualTo(rowsOf("chat_messages_history"));
    }

    @Test
    void aBatchIsOneEventWithConsecutiveSeqs() {
        List<Message> sent = node.send(ann, session, new NewMessage("a"), new NewMessage("b"), new NewMessage("c"));

        assertThat(sent).extracting(Message::content).containsExactly("a", "b", "c");
        assertThat(sent).extracting(Message::seq).containsExactly(1L, 2L, 3L);
        assertThat(sent)
                .extracting(Message::timestamp)
                .containsOnly(sent.getFirst().timestamp());
        JsonObject event = listener.next(EventName.BATCH_MESSAGES);
        assertThat(event.getLong("seq")).isEqualTo(3);
        JsonObject payload = event.getJsonObject("payload");
        assertThat(Ids.parse(payload.getString("batchId"), "batchId")).isNotNull();
        assertThat(payload.getJsonArray("messages").stream()
                        .map(item -> Json.convert((JsonObject) item, Message.class)))
                .isEqualTo(sent);
        assertThat(listener.rest()).isEmpty();
    }

    @Test
    void aRepeatedSendGivesTheFirstResultAndIsNotToldAgain() {
        Message first = node.send(ann, session, named("hello", "c-1")).getFirst();
        Message again = node.send(ann, session, named("another text", "c-1")).getFirst();
        Message next = node.send(ann, session, "next");

        assertThat(again).isEqualTo(first);
        assertThat(next.seq()).isEqualTo(2);
        assertThat(listener.rest()).extracting(event -> event.getLong("seq")).containsExactly(1L, 2L);
    }

    @Test
    void anotherAuthorsOrSessionsIdIsAnother() {
        UUID second = node.group(ann).id();
        Message anns = node.send(ann, session, named("a", "c-1")).getFirst();
        Message bobs = node.send(bob, session, named("b", "c-1")).getFirst();
        Message elsewhere = node.send(ann, second, named("c", "c-1")).getFirst();
        assertThat(List.of(anns, bobs, elsewhere)).extracting(Message::content).containsExactly("a", "b", "c");
    }

    @Test
    void aBatchMayMixRepeatedAndNewMessages() {
        Message old = node.send(ann, session, named("old", "c-old")).getFirst();
        listener.rest();

        List<Message> sent = node.send(
                ann,
                session,
                named("x", "c-x"),
                named("old again", "c-old"),
                new NewMessage("y"),
                named("x again", "c-x"));

        assertThat(sent).extracting(Message::content).containsExactly("x", "old", "y", "x");
        assertThat(sent).extracting(Message::seq).containsExactly(2L, 1L, 3L, 2L);
        assertThat(sent.get(1)).isEqualTo(old);
        JsonObject event = listener.next(EventName.BATCH_MESSAGES);
        assertThat(event.getLong("seq")).isEqualTo(3);
        assertThat(event.getJsonObject("payload").getJsonArray("messages"))
                .extracting(item -> ((JsonObject) item).getString("content"))
                .containsExactly("x", "y");
        assertThat(node.history(ann, session)).extracting(Message::content).containsExactly("old", "x", "y");

        assertThat(node.send(ann, session, named("x", "c-x"), named("old", "c-old")))
                .containsExactly(sent.getFirst(), old);
        assertThat(listener.rest()).isEmpty();
        assertThat(node.session(ann, session).lastSeq()).isEqualTo(3);
    }

    @Test
    void aReplyNeedsAMessageOfTheSameSession() {
        Message elsewhere = node.send(ann, node.group(ann).id(), "elsewhere");
        for (UUID id : List.of(elsewhere.id(), Ids.next())) {
            node.refused(
                    ErrorCode.MESSAGE_NOT_FOUND,
                    Address.MESSAGE_SEND,
                    new SendMessages(
                            ann, session, List.of(named("good", "c-1"), new NewMessage("reply", null, id, null))));
        }
        assertThat(node.history(ann, session)).isEmpty();
        assertThat(listener.rest()).isEmpty();
        assertThat(node.send(ann, session, named("good", "c-1")).getFirst().seq())
                .isEqualTo(1);
    }

    @Test
    void aServicePostsWithoutAnAccountAndOnlyOnce() {
        PostMessage post = new PostMessage(
                session, MessageType.AI_RESPONSE, new NewMessage("42", "ai:1", null, Map.of("model", "m")));
        StoredMessages first = node.ask(Address.MESSAGE_POST, post);
        StoredMessages again = node.ask(Address.MESSAGE_POST, post);

        assertThat(first.messages().getFirst().userId()).isNull();
        assertThat(first.messages().getFirst().messageType()).isEqualTo(MessageType.AI_RESPONSE);
        assertThat(again).isEqualTo(first);
        assertThat(node.history(bob, session)).isEqualTo(first.messages());
        assertThat(node.session(bob, session).unread()).isEqualTo(1);
        assertThat(listener.rest()).hasSize(1);
        // The same id of a member is another message.
        assertThat(node.send(ann, session, named("mine", "ai:1")).getFirst().seq())
                .isEqualTo(2);
        node.refused(
                ErrorCode.SESSION_NOT_FOUND,
                Address.MESSAGE_POST,
                new PostMessage(Ids.next(), MessageType.SYSTEM, named("x", "c")));
    }

    @Test
    void theLongestMessageIsKeptWhole() {
        String longest = "힣".repeat(Content.MAX_BYTES / 3);
        assertThat(node.send(ann, session, longest).content()).isEqualTo(longest);
        assertThat(node.history(bob, session).getFirst().content()).isEqualTo(longest);
    }

    @Test
    void timeDoesNotGoBackwardsInASession() {
        Instant ahead = Instant.parse("2100-01-01T00:00:00Z");
        node.database()
                .query(
                        "UPDATE user_chat_sessions SET last_activity = $2 WHERE session_id = $1",
                        session,
                        ahead.atOffset(ZoneOffset.UTC));
        assertThat(node.send(ann, session, "x").timestamp()).isEqualTo(ahead);
        assertThat(node.history(ann, session).getFirst().timestamp()).isEqualTo(ahead);
    }

    @Test
    void whoWasRemovedCantWriteEvenARepeatedMessage() {
        node.send(bob, session, named("mine", "c-1"));
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, session, bob));
        node.refused(
                ErrorCode.SESSION_NOT_FOUND,
                Address.MESSAGE_SEND,
                new SendMessages(bob, session, List.of(named("mine", "c-1"))));
    }

    private List<String> rowsOf(String table) {
        return node
                .database()
                .query(
                        "SELECT to_jsonb(t)::text AS row FROM %s t WHERE session_id = $1 ORDER BY seq".formatted(table),
                        session)
                .stream()
                .map(row -> row.getString("row"))
                .toList();
    }
}
