package dev.cogo.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.UpdateSession;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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
