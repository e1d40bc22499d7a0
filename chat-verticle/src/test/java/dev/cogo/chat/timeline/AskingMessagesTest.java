package dev.cogo.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.assistant.AssistantBadge;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.people.FindPeople;
import dev.cogo.schema.people.PeopleFound;
import dev.cogo.schema.people.PersonFound;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.UpdateMember;
import dev.cogo.schema.session.UpdateSession;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that ask the AI by themselves leave it a run, in the transaction that stores them. */
class AskingMessagesTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private static final AtomicInteger told = new AtomicInteger();

    private UUID ann;
    private UUID bob;

    @BeforeAll
    static void anAi() {
        node.bus()
                .serve(Address.AI_RUNS_DUE, (Done due) -> {
                    told.incrementAndGet();
                    return Done.DONE;
                })
                .await();
    }

    @BeforeEach
    void people() {
        ann = node.account();
        bob = node.account();
    }

    private UUID session(boolean ai, AiMode mode, UUID... others) {
        List<String> names = List.of(others).stream().map(UUID::toString).toList();
        return node.create(new CreateSession(ann, SessionKind.GROUP, null, names, "ko", ai, mode, false))
                .id();
    }

    private List<Row> runs(UUID session) {
        return node
                .database()
                .query("SELECT * FROM ai_runs WHERE session_id = $1 ORDER BY question_seq", session)
                .stream()
                .toList();
    }

    private List<String> triggers(UUID session) {
        return runs(session).stream().map(row -> row.getString("trigger")).toList();
    }

    private Message answer(UUID session) {
        PostMessage post = new PostMessage(session, MessageType.AI_RESPONSE, new NewMessage("@ai", "a-1", null, null));
        return node.<StoredMessages>ask(Address.MESSAGE_POST, post).messages().getFirst();
    }

    @Test
    void thoseThatNameItAndRepliesToItsOwn() {
        UUID session = session(true, AiMode.MENTION, bob);
        int before = told.get();
        node.send(ann, session, "hello everybody");
        Message asked = node.send(bob, session, "and you, @AI?");
        Message answer = answer(session);
        node.send(ann, session, new NewMessage("why?", null, answer.id(), null));
        node.send(ann, session, new NewMessage("a reply", null, asked.id(), null));

        assertThat(triggers(session)).containsExactly("mention", "reply");
        Row run = runs(session).getFirst();
        assertThat(run.getUUID("question_id")).isEqualTo(asked.id());
        assertThat(run.getLong("question_seq")).isEqualTo(asked.seq());
        assertThat(run.getUUID("user_id")).isEqualTo(bob);
        assertThat(run.getString("language")).isEqualTo("ko");
        assertThat(run.getString("status")).isEqualTo("running");
        assertThat(run.getInteger("attempts")).isZero();
        Eventually.until("the AI is told", () -> told.get() > before);
    }

    @Test
    void everyMessageOfWhoIsAloneWithIt() {
        UUID session = session(true, AiMode.ALWAYS);
        node.send(ann, session, "hello");
        node.send(ann, session, new NewMessage("one"), new NewMessage("@ai two"));
        assertThat(triggers(session)).containsExactly("always", "always", "mention");

        UUID shared = session(true, AiMode.ALWAYS, bob);
        node.send(ann, shared, "hello");
        node.send(ann, shared, "@ai");
        assertThat(triggers(shared)).containsExactly("mention");
    }

    @Test
    void aRepeatedMessageAsksOnceAndARefusedOneNotAtAll() {
        UUID session = session(true, AiMode.ALWAYS);
        NewMessage message = new NewMessage("@ai", "c-1", null, null);
        node.send(ann, session, message);
        node.send(ann, session, message, message);
        node.refused(
                ErrorCode.MESSAGE_NOT_FOUND,
                Address.MESSAGE_SEND,
                new SendMessages(
                        ann,
                        session,
                        List.of(new NewMessage("@ai"), new NewMessage("@ai", null, UUID.randomUUID(), null))));
        assertThat(runs(session)).hasSize(1);
    }

    @Test
    void nobodyIsAskedWhereTheAiTakesNoPartOrIsAskedByACall() {
        UUID without = session(false, AiMode.ALWAYS);
        UUID explicit = session(true, AiMode.EXPLICIT);
        UUID mention = session(true, AiMode.MENTION);
        node.send(ann, without, "@ai");
        node.send(ann, explicit, "@ai");
        node.ask(Address.MESSAGE_SEND, new SendMessages(ann, mention, List.of(new NewMessage("@ai")), true));
        answer(mention);
        assertThat(runs(without)).isEmpty();
        assertThat(runs(explicit)).isEmpty();
        assertThat(runs(mention)).isEmpty();
    }

    private UUID assistant(String handle, String name) {
        UUID id = Ids.next();
        node.database()
                .query(
                        "INSERT INTO accounts (id, display_name, is_service, addable_by) VALUES ($1, $2, true, 'anyone')",
                        id,
                        name);
        node.database()
                .query("INSERT INTO assistants (id, handle, avatar) VALUES ($1, $2, '\uD83D\uDCDD')", id, handle);
        return id;
    }

    private List<String> asked(UUID session) {
        return node.database().query("""
                        SELECT a.handle || ' ' || r.trigger || ' ' || r.depth AS line
                        FROM ai_runs r JOIN assistants a ON a.id = r.assistant_id
                        WHERE session_id = $1 ORDER BY question_seq, r.id""", session).stream()
                .map(row -> row.getString("line"))
                .toList();
    }

    private Message said(UUID session, UUID assistant, int depth, String text) {
        PostMessage post = new PostMessage(
                session,
                MessageType.AI_RESPONSE,
                new NewMessage(text, Ids.next().toString(), null, null),
                new PostMessage.By(assistant, ann, depth));
        return node.<StoredMessages>ask(Address.MESSAGE_POST, post).messages().getFirst();
    }

    @Test
    void membersThatAreAssistantsAreAskedByTheirOwnHandles() {
        UUID scribe = assistant("scribe", "Scribe");
        UUID judge = assistant("judge", "Judge");
        UUID absent = assistant("absent", "Absent");
        UUID session = session(true, AiMode.MENTION, bob, scribe, judge);
        node.send(ann, session, "@scribe and @judge, not @absent nor scribe@example.org");
        node.send(ann, session, "@ai?");
        node.send(ann, session, new NewMessage("you", null, null, null, List.of(judge, absent)));
        Message minutes = said(session, scribe, 0, "minutes");
        assertThat(minutes.userId()).isEqualTo(scribe);
        node.send(bob, session, new NewMessage("more", null, minutes.id(), null));
        assertThat(asked(session))
                .containsExactly(
                        "scribe mention 0", "judge mention 0", "ai mention 0", "judge mention 0", "scribe reply 0");
        node.database().query("UPDATE assistants SET enabled = false WHERE id = $1", scribe);
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, session, judge));
        node.send(ann, session, new NewMessage("@scribe @judge", null, minutes.id(), null));
        assertThat(asked(session)).hasSize(5);
    }

    @Test
    void assistantsAskOneAnotherOnlyByNameOneAtATimeAndThreeDeep() {
        UUID scribe = assistant("first", "First");
        UUID judge = assistant("second", "Second");
        UUID session = session(true, AiMode.ALWAYS, scribe, judge);
        said(session, scribe, 0, "no name");
        said(session, scribe, 0, "@first, I mean myself");
        assertThat(asked(session)).isEmpty();
        said(session, scribe, 0, "@second and @ai, what do you say?");
        said(session, judge, 1, "@first");
        said(session, scribe, 2, "@second");
        said(session, judge, 3, "@first");
        assertThat(asked(session)).containsExactly("second mention 1", "first mention 2", "second mention 3");
        assertThat(runs(session)).allMatch(run -> run.getUUID("user_id").equals(ann));
    }

    @Test
    void whoIsAloneWithAssistantsAsksThem() {
        UUID scribe = assistant("third", "Third");
        Session direct = node.create(
                new CreateSession(ann, SessionKind.DIRECT, null, List.of(scribe.toString()), null, true, null, false));
        assertThat(direct.aiMode()).isEqualTo(AiMode.ALWAYS);
        assertThat(direct.members())
                .filteredOn(member -> member.userId().equals(scribe))
                .extracting(Member::assistant)
                .containsExactly(new AssistantBadge("third", "\uD83D\uDCDD"));
        node.send(ann, direct.id(), "hello");
        UUID five = session(true, AiMode.ALWAYS, many(5));
        node.send(ann, five, "hello");
        assertThat(asked(direct.id())).containsExactly("third always 0");
        assertThat(asked(five)).hasSize(4);
        UUID shared = session(true, AiMode.ALWAYS, scribe, bob);
        node.send(ann, shared, "hello");
        assertThat(asked(shared)).isEmpty();
    }

    private UUID[] many(int count) {
        return Stream.generate(() -> assistant("m" + Math.abs(Ids.next().hashCode()), "M"))
                .limit(count)
                .toArray(UUID[]::new);
    }

    @Test
    void assistantsAreMembersWithinBounds() {
        UUID scribe = assistant("fourth", "Fourth Assistant");
        UUID session = session(true, AiMode.EXPLICIT, many(7));
        String id = scribe.toString();
        node.refused(ErrorCode.INVALID_REQUEST, Address.MEMBER_ADD, new AddMember(ann, session, id, MemberRole.ADMIN));
        node.ask(Address.MEMBER_ADD, new AddMember(ann, session, id, MemberRole.MEMBER));
        node.refused(
                ErrorCode.TOO_MANY_MEMBERS,
                Address.MEMBER_ADD,
                new AddMember(ann, session, assistant("fifth", "Fifth").toString(), MemberRole.MEMBER));
        node.refused(
                ErrorCode.INVALID_REQUEST,
                Address.MEMBER_UPDATE,
                new UpdateMember(ann, session, scribe, MemberRole.ADMIN, null));
        node.refused(
                ErrorCode.INVALID_REQUEST, Address.OWNERSHIP_TRANSFER, new TransferOwnership(ann, session, scribe));
        node.refused(
                ErrorCode.AI_NOT_IN_SESSION,
                Address.MEMBER_ADD,
                new AddMember(ann, session(false, AiMode.EXPLICIT), id, MemberRole.MEMBER));
        node.refused(
                ErrorCode.TOO_MANY_MEMBERS,
                Address.SESSION_CREATE,
                new CreateSession(
                        ann,
                        SessionKind.GROUP,
                        null,
                        Stream.of(many(9)).map(UUID::toString).toList(),
                        null,
                        true));

        PresencePage there = node.ask(Address.PRESENCE_READ, new ReadPresence(ann, session, 2, null, false));
        assertThat(there.items()).hasSize(8).extracting(Presence::userId).contains(scribe);
        assertThat(there.total()).isEqualTo(8);
        PeopleFound found = node.ask(Address.PEOPLE_FIND, new FindPeople(bob, "fourth a", false, 10));
        assertThat(found.items())
                .containsExactly(
                        new PersonFound(scribe, "Fourth Assistant", new AssistantBadge("fourth", "\uD83D\uDCDD")));

        node.database().query("UPDATE assistants SET enabled = false WHERE id = $1", scribe);
        UUID other = session(true, AiMode.EXPLICIT);
        node.refused(ErrorCode.USER_NOT_FOUND, Address.MEMBER_ADD, new AddMember(ann, other, id, MemberRole.MEMBER));
        PeopleFound none = node.ask(Address.PEOPLE_FIND, new FindPeople(bob, "fourth a", false, 10));
        assertThat(none.items()).isEmpty();
        // They need no owner.
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, session, ann));
    }

    @Test
    void theModeIsASettingOfWhoMaySetWhetherItTakesPart() {
        UUID session = session(true, AiMode.EXPLICIT, bob);
        Session changed = node.ask(
                Address.SESSION_UPDATE,
                new UpdateSession(ann, session, null, null, null, AiMode.MENTION, null, null, null));
        assertThat(changed.aiMode()).isEqualTo(AiMode.MENTION);
        assertThat(node.session(bob, session).aiMode()).isEqualTo(AiMode.MENTION);
        node.refused(
                ErrorCode.FORBIDDEN,
                Address.SESSION_UPDATE,
                new UpdateSession(bob, session, null, null, null, AiMode.ALWAYS, null, null, null));
    }
}
