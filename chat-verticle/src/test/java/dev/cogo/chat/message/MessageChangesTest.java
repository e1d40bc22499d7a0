package dev.cogo.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.chat.encryption.TestKeys;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits, deletions and reactions: what they leave behind, who may, and what is told. */
class MessageChangesTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated(), TestKeys.config("k1"));

    private Map<String, UUID> people;
    private UUID owner;
    private UUID member;
    private UUID session;
    private Listener listener;

    @BeforeEach
    void aGroup() {
        owner = node.account();
        member = node.account();
        people = Map.of(
                "owner", owner,
                "otherOwner", node.account(),
                "admin", node.account(),
                "otherAdmin", node.account(),
                "member", member,
                "otherMember", node.account(),
                "left", node.account());
        session = node.group(
                        owner,
                        people.entrySet().stream()
                                .filter(person -> !person.getKey().equals("owner"))
                                .map(Map.Entry::getValue)
                                .toArray(UUID[]::new))
                .id();
        setRole("otherOwner", "owner");
        setRole("admin", "admin");
        setRole("otherAdmin", "admin");
        listener = node.listen(new Channel.OfSession(session));
    }

    private void setRole(String name, String role) {
        node.database()
                .query(
                        "UPDATE session_members SET role = $3 WHERE session_id = $1 AND user_id = $2",
                        session,
                        people.get(name),
                        role);
    }

    private void setSession(String assignment) {
        node.database().query("UPDATE user_chat_sessions SET " + assignment + " WHERE session_id = $1", session);
    }

    private void silence(UUID user) {
        node.database()
                .query(
                        "UPDATE session_members SET silenced_until = now() + interval '1 hour'"
                                + " WHERE session_id = $1 AND user_id = $2",
                        session,
                        user);
    }

    private EditMessage editing(UUID user, Message message, String content) {
        return new EditMessage(user, session, message.id(), content);
    }

    private Message edit(UUID user, Message message, String content) {
        return node.ask(Address.MESSAGE_EDIT, editing(user, message, content));
    }

    private Message delete(UUID user, Message message) {
        return node.ask(Address.MESSAGE_DELETE, new DeleteMessage(user, session, message.id()));
    }

    private SetReaction reacting(UUID user, Message message, String emoji, boolean on) {
        return new SetReaction(user, session, message.id(), emoji, on);
    }

    private ReactionChange react(UUID user, Message message, String emoji, boolean on) {
        return node.ask(Address.REACTION_SET, reacting(user, message, emoji, on));
    }

    private static Message payload(JsonObject event) {
        return Json.convert(event.getJsonObject("payload"), Message.class);
    }

    private void assertTablesAgree() {
        assertThat(rowsOf("chat_messages_realtime")).isNotEmpty().isEqualTo(rowsOf("chat_messages_history"));
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

    @Test
    void anEditIsInHistoryInTheHotTableAndOnTheChannel() {
        Message sent = node.send(member, session, new NewMessage("helo", "c-1", null, Map.of("k", 1), List.of(owner)))
                .getFirst();
        listener.rest();

        Message edited = edit(member, sent, "hello 안녕");

        assertThat(edited.content()).isEqualTo("hello 안녕");
        assertThat(edited.editedBy()).isEqualTo(member);
        assertThat(edited.editedAt()).isAfterOrEqualTo(sent.timestamp());
        assertThat(edited)
                .usingRecursiveComparison()
                .ignoringFields("content", "editedAt", "editedBy")
                .isEqualTo(sent);
        assertThat(node.history(owner, session)).containsExactly(edited);
        assertTablesAgree();
        JsonObject event = listener.next(EventName.MESSAGE_UPDATED);
        assertThat(event.getLong("seq")).isEqualTo(2);
        assertThat(payload(event)).isEqualTo(edited);
        assertThat(node.session(owner, session).lastSeq()).isEqualTo(2);
        assertThat(node.session(owner, session).unread()).isEqualTo(1);
        assertThat(node.send(member, session, "next").seq()).isEqualTo(3);
    }

    @Test
    void theAisSummaryGoesWithAMessageThatIsInIt() {
        Message first = node.send(member, session, "first");
        Message last = node.send(member, session, "last");
        summarise(first.seq());
        edit(member, last, "not in it");
        assertThat(summaries()).isOne();
        edit(member, first, "changed");
        assertThat(summaries()).isZero();
        summarise(last.seq());
        delete(member, first);
        assertThat(summaries()).isZero();
    }

    private void summarise(long upToSeq) {
        node.database()
                .query(
                        "INSERT INTO ai_summaries (id, session_id, user_id, language, up_to_seq, wanted_seq, text)"
                                + " VALUES ($1, $2, $3, 'en', 0, $4, 'first')",
                        Ids.next(),
                        session,
                        owner,
                        upToSeq);
    }

    private int summaries() {
        return node.database()
                .query("SELECT FROM ai_summaries WHERE session_id = $1", session)
                .size();
    }

    @Test
    void theSameTextAgainChangesNothing() {
        Message sent = node.send(member, session, "same");
        listener.rest();
        assertThat(edit(member, sent, "same")).isEqualTo(sent);
        Message edited = edit(member, sent, "other");
        assertThat(edit(owner, sent, "other")).isEqualTo(edited);
        assertThat(listener.rest()).hasSize(1);
        assertThat(node.session(member, session).lastSeq()).isEqualTo(2);
    }

    @Test
    void anOldMessageIsEditedWhereItStandsAndStaysOutOfTheHotTable() {
        Message sent = node.send(member, session, "old");
        node.database()
                .query(
                        "UPDATE chat_messages_history SET timestamp = timestamp - interval '40 days' WHERE session_id = $1",
                        session);
        node.database().query("DELETE FROM chat_messages_realtime WHERE session_id = $1", session);
        assertThat(edit(member, sent, "new").content()).isEqualTo("new");
        assertThat(node.history(member, session)).extracting(Message::content).containsExactly("new");
        assertThat(rowsOf("chat_messages_realtime")).isEmpty();
    }

    @Test
    void aDeletedMessageLeavesATombstoneAndNoWordOfIt() {
        Message first = node.send(owner, session, "first");
        Message sent = node.send(
                        member,
                        session,
                        new NewMessage("secret", "c-1", first.id(), Map.of("k", "secret"), List.of(owner)))
                .getFirst();
        edit(member, sent, "secret still");
        react(owner, sent, "👍", true);
        listener.rest();

        Message deleted = delete(member, sent);

        assertThat(deleted.content()).isEmpty();
        assertThat(deleted.metadata()).isNull();
        assertThat(deleted.mentions()).isNull();
        assertThat(deleted.reactions()).isNull();
        assertThat(deleted.deletedBy()).isEqualTo(member);
        assertThat(deleted.deletedAt()).isAfterOrEqualTo(sent.timestamp());
        assertThat(deleted.seq()).isEqualTo(2);
        assertThat(deleted.replyTo()).isEqualTo(first.id());
        assertThat(node.history(owner, session)).containsExactly(first, deleted);
        assertThat(node.session(owner, session).lastMessage()).isEqualTo(deleted);
        assertTablesAgree();
        assertThat(rowsOf("chat_messages_realtime").toString()).doesNotContain("secret");
        assertThat(node.database().query("SELECT 1 FROM message_reactions WHERE session_id = $1", session))
                .isEmpty();
        JsonObject event = listener.next(EventName.MESSAGE_DELETED);
        assertThat(event.getLong("seq")).isEqualTo(5);
        assertThat(payload(event)).isEqualTo(deleted);

        assertThat(delete(owner, sent)).isEqualTo(deleted);
        assertThat(listener.rest()).isEmpty();
        // A repeated send finds what became of it.
        assertThat(node.send(member, session, new NewMessage("secret", "c-1", null, null)))
                .containsExactly(deleted);
        node.refused(ErrorCode.MESSAGE_NOT_FOUND, Address.MESSAGE_EDIT, editing(member, sent, "x"));
        node.refused(ErrorCode.MESSAGE_NOT_FOUND, Address.REACTION_SET, reacting(member, sent, "👍", true));
        node.refused(
                ErrorCode.MESSAGE_NOT_FOUND,
                Address.MESSAGE_SEND,
                new SendMessages(owner, session, List.of(new NewMessage("reply", null, sent.id(), null))));
        assertThat(listener.rest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // caller, author, may edit, may delete
        "owner, owner, true, true",
        "owner, otherOwner, true, true",
        "owner, admin, true, true",
        "owner, member, true, true",
        "owner, left, true, true",
        "owner, house, false, true",
        "admin, owner, false, false",
        "admin, admin, true, true",
        "admin, otherAdmin, true, true",
        "admin, member, true, true",
        "admin, left, true, true",
        "admin, house, false, true",
        "member, owner, false, false",
        "member, admin, false, false",
        "member, member, true, true",
        "member, otherMember, false, false",
        "member, left, false, false",
        "member, house, false, false"
    })
    void whoMayEditAndDeleteWhoseMessages(String caller, String author, boolean mayEdit, boolean mayDelete) {
        Message message = author.equals("house") ? post() : node.send(people.get(author), session, "x");
        node.database()
                .query(
                        "DELETE FROM session_members WHERE session_id = $1 AND user_id = $2",
                        session,
                        people.get("left"));
        listener.rest();
        UUID user = people.get(caller);

        if (mayEdit) {
            assertThat(edit(user, message, "y").editedBy()).isEqualTo(user);
        } else {
            node.refused(ErrorCode.FORBIDDEN, Address.MESSAGE_EDIT, editing(user, message, "y"));
        }
        if (mayDelete) {
            assertThat(delete(user, message).deletedBy()).isEqualTo(user);
        } else {
            node.refused(ErrorCode.FORBIDDEN, Address.MESSAGE_DELETE, new DeleteMessage(user, session, message.id()));
        }
        assertThat(listener.rest()).hasSize((mayEdit ? 1 : 0) + (mayDelete ? 1 : 0));
    }

    private Message post() {
        StoredMessages posted = node.ask(
                Address.MESSAGE_POST,
                new PostMessage(
                        session,
                        MessageType.AI_RESPONSE,
                        new NewMessage("42", Ids.next().toString(), null, null)));
        return posted.messages().getFirst();
    }

    @Test
    void theAuthorsPresentRoleDecides() {
        Message message = node.send(owner, session, "from above");
        setRole("owner", "member");
        assertThat(edit(people.get("admin"), message, "edited").editedBy()).isEqualTo(people.get("admin"));
    }

    @Test
    void inADirectSessionEachHasTheirOwnMessages() {
        Session direct = node.create(
                new CreateSession(owner, SessionKind.DIRECT, null, List.of(member.toString()), null, false));
        Message message = node.send(member, direct.id(), "mine");
        node.refused(
                ErrorCode.FORBIDDEN, Address.MESSAGE_EDIT, new EditMessage(owner, direct.id(), message.id(), "yours"));
        node.refused(ErrorCode.FORBIDDEN, Address.MESSAGE_DELETE, new DeleteMessage(owner, direct.id(), message.id()));
        Message edited =
                node.ask(Address.MESSAGE_EDIT, new EditMessage(member, direct.id(), message.id(), "still mine"));
        assertThat(edited.content()).isEqualTo("still mine");
        node.database().query("UPDATE user_chat_sessions SET blocked = true WHERE session_id = $1", direct.id());
        node.refused(ErrorCode.BLOCKED, Address.MESSAGE_EDIT, new EditMessage(member, direct.id(), message.id(), "x"));
        node.refused(
                ErrorCode.BLOCKED, Address.REACTION_SET, new SetReaction(owner, direct.id(), message.id(), "👍", true));
        Message deleted = node.ask(Address.MESSAGE_DELETE, new DeleteMessage(member, direct.id(), message.id()));
        assertThat(deleted.deletedBy()).isEqualTo(member);
    }

    @Test
    void whoIsSilencedMayOnlyTakeBack() {
        Message message = node.send(member, session, "x");
        silence(member);
        node.refused(ErrorCode.SILENCED, Address.MESSAGE_EDIT, editing(member, message, "y"));
        node.refused(ErrorCode.SILENCED, Address.REACTION_SET, reacting(member, message, "👍", true));
        assertThat(delete(member, message).deletedBy()).isEqualTo(member);
    }

    @Test
    void inAnArchivedSessionOnesOwnCanBeTakenBack() {
        Message message = node.send(member, session, "x");
        setSession("archived_at = now()");
        node.refused(ErrorCode.SESSION_ARCHIVED, Address.MESSAGE_EDIT, editing(owner, message, "y"));
        node.refused(ErrorCode.SESSION_ARCHIVED, Address.REACTION_SET, reacting(owner, message, "👍", true));
        assertThat(delete(member, message).deletedBy()).isEqualTo(member);
    }

    @Test
    void anotherSessionsMessageAndNoneLookAlike() {
        Message elsewhere = node.send(member, node.group(member).id(), "x");
        for (UUID id : List.of(elsewhere.id(), Ids.next())) {
            node.refused(ErrorCode.MESSAGE_NOT_FOUND, Address.MESSAGE_EDIT, new EditMessage(member, session, id, "y"));
            node.refused(ErrorCode.MESSAGE_NOT_FOUND, Address.MESSAGE_DELETE, new DeleteMessage(member, session, id));
            node.refused(
                    ErrorCode.MESSAGE_NOT_FOUND,
                    Address.REACTION_SET,
                    new SetReaction(member, session, id, "👍", true));
        }
        assertThat(listener.rest()).isEmpty();
    }

    @Test
    void anEditInAnEncryptedSessionIsSealedAnewAndADeletionLeavesNoSeal() {
        setSession("encrypted = true");
        Message sent = node.send(member, session, new NewMessage("secret", null, null, Map.of("k", "hidden")))
                .getFirst();
        Message edited = edit(member, sent, "another secret");
        assertThat(edited.content()).isEqualTo("another secret");
        assertThat(edited.metadata()).isEqualTo(sent.metadata());
        assertThat(node.history(owner, session)).containsExactly(edited);
        assertThat(rowsOf("chat_messages_history").toString()).doesNotContain("secret", "hidden");
        assertTablesAgree();
        assertThat(delete(member, sent).content()).isEmpty();
        assertThat(node.database()
                        .query(
                                "SELECT 1 FROM chat_messages_history WHERE session_id = $1 AND key_id IS NULL"
                                        + " AND ciphertext IS NULL",
                                session))
                .hasSize(1);
        assertTablesAgree();
    }

    @Test
    void aReactionIsCountedToldOnceAndTakenBack() {
        Message message = node.send(owner, session, "x");
        listener.rest();

        ReactionChange first = react(owner, message, "👍", true);
        ReactionChange second = react(member, message, "👍", true);

        assertThat(first).isEqualTo(new ReactionChange(session, message.id(), 1, owner, "👍", true, 1));
        assertThat(second.count()).isEqualTo(2);
        assertThat(react(member, message, "👍", true)).isEqualTo(second);
        assertThat(react(member, message, "🎉", false))
                .isEqualTo(new ReactionChange(session, message.id(), 1, member, "🎉", false, 0));
        ReactionChange back = react(owner, message, "👍", false);
        assertThat(back.on()).isFalse();
        assertThat(back.count()).isEqualTo(1);
        assertThat(react(owner, message, "👍", false)).isEqualTo(back);

        List<ReactionChange> told = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        for (JsonObject event : listener.rest()) {
            assertThat(event.getString("event")).isEqualTo("reaction");
            seqs.add(event.getLong("seq"));
            told.add(Json.convert(event.getJsonObject("payload"), ReactionChange.class));
        }
        assertThat(told).containsExactly(first, second, back);
        assertThat(seqs).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aMessageCarriesSoManyDifferentReactions() {
        Message message = node.send(owner, session, "x");
        for (int i = 0; i < SetReaction.MAX_PER_MESSAGE; i++) {
            react(owner, message, "sign-" + i, true);
        }
        node.refused(ErrorCode.TOO_MANY_REACTIONS, Address.REACTION_SET, reacting(member, message, "one-more", true));
        assertThat(react(member, message, "sign-7", true).count()).isEqualTo(2);
        react(owner, message, "sign-3", false);
        assertThat(react(member, message, "one-more", true).count()).isEqualTo(1);
    }

    @Test
    void changesAndMessagesAtTheSameTimeShareOneDenseOrder() {
        Message message = node.send(owner, session, "0");
        List<Future<?>> all = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            all.add(node.bus().request(Address.MESSAGE_EDIT, editing(owner, message, "text " + i)));
            all.add(node.sending(member, session, new NewMessage("m" + i)));
            all.add(node.bus().request(Address.REACTION_SET, reacting(member, message, "👍", i % 2 == 1)));
            // Refused, in the middle of the others: it takes no seq.
            all.add(node.bus()
                    .request(Address.MESSAGE_EDIT, editing(member, message, "no"))
                    .otherwiseEmpty());
        }
        Future.all(all).await();
        List<Long> seqs =
                listener.rest().stream().map(event -> event.getLong("seq")).toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        assertThat(seqs.getLast()).isEqualTo(seqs.size()).isEqualTo(91L);
        assertThat(node.session(owner, session).lastSeq()).isEqualTo(91);
    }
}
