package dev.cogo.chat.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.chat.encryption.StoredText;
import dev.cogo.chat.encryption.TestKeys;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.personal.EraseAccount;
import dev.cogo.schema.personal.StartExport;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasuresTest {
    private static final String NAME = "marker-of-ann";

    private final DatabaseConfig config = TestDatabase.migrated();
    private ChatNode node;
    private OtherRooms rooms;
    private UUID ann;
    private UUID bob;
    private UUID cem;

    @BeforeEach
    void start() {
        node = new ChatNode(config, TestKeys.config("a"));
        rooms = new OtherRooms(node).gateway().others();
        ann = node.account(NAME);
        bob = node.account();
        cem = node.account();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void erase(UUID user) {
        node.ask(Address.ACCOUNT_ERASE, new EraseAccount(user));
        awaitErased(user);
    }

    private void awaitErased(UUID user) {
        Eventually.become(
                () -> node.database()
                        .query(
                                "SELECT 1 FROM personal_jobs WHERE user_id = $1 AND kind = 'erasure' AND status = 'done'",
                                user)
                        .size(),
                done -> done == 1);
    }

    private NewMessage marked(int n) {
        return new NewMessage(NAME + " says " + n, NAME + n, null, Map.of("name", NAME));
    }

    private long rows(String table, UUID session) {
        return node.database()
                .query("SELECT 1 FROM " + table + " WHERE session_id = $1", session)
                .size();
    }

    private Map<UUID, MemberRole> roles(UUID user, UUID session) {
        return node.session(user, session).members().stream().collect(Collectors.toMap(Member::userId, Member::role));
    }

    @Test
    void nothingOfTheUserRemains() {
        UUID open = node.group(ann, bob).id();
        UUID closed = node.group(bob, ann).id();
        node.database().query("UPDATE user_chat_sessions SET encrypted = true WHERE session_id = $1", closed);
        UUID left = node.group(bob, ann).id();
        UUID direct = node.create(new CreateSession(ann, SessionKind.DIRECT, null, List.of(bob.toString()), null, true))
                .id();
        for (UUID session : List.of(open, closed, left, direct)) {
            node.send(ann, session, marked(1), marked(2));
            node.send(bob, session, "of bob");
        }
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(ann, left, ann));
        // What others have kept of her: a name in an event, reactions, a block, an invite, an export.
        node.database().query("""
                        INSERT INTO session_events VALUES ($1, 99, 'session_updated', $2, NULL, jsonb_build_object(
                            'change', 'member_added', 'member',
                            jsonb_build_object('userId', $2::uuid::text, 'displayName', $3::text)), now())""", open, ann, NAME);
        node.database().query("UPDATE user_chat_sessions SET last_seq = 99 WHERE session_id = $1", open);
        node.database().query("""
                        INSERT INTO ai_summaries (id, session_id, user_id, language, up_to_seq, wanted_seq, text)
                        SELECT session_id, session_id, $2, 'en', 1, 1, 'of ann' FROM user_chat_sessions
                        WHERE session_id IN ($1, $3)""", open, bob, left);
        node.database()
                .query(
                        "INSERT INTO message_reactions VALUES ($1, 1, 'x', $3, now()), ($1, 3, 'x', $2, now())",
                        open,
                        ann,
                        bob);
        node.database().query("INSERT INTO user_blocks VALUES ($1, $2, now()), ($2, $1, now())", ann, bob);
        node.database()
                .query(
                        "INSERT INTO session_invites (id, session_id, token_hash, created_by) VALUES ($1, $2, '\\x00', $3)",
                        Ids.next(),
                        open,
                        ann);
        node.database().query("""
                        INSERT INTO message_search (session_id, seq, id, timestamp, terms)
                        SELECT session_id, seq, id, timestamp, 'says'::tsvector FROM chat_messages_history
                        WHERE session_id = $1 AND seq > 1""", open);
        node.ask(Address.EXPORT_START, new StartExport(ann));
        List<AccessRevoked> revoked = Collections.synchronizedList(new ArrayList<>());
        node.bus().serveHere(Address.ACCESS_REVOKED, (AccessRevoked notice) -> {
            revoked.add(notice);
            return Future.succeededFuture(Done.DONE);
        });
        Listener listener = node.listen(new Channel.OfSession(closed));

        erase(ann);

        assertThat(StoredText.tablesWith(node.database(), NAME)).isEmpty();
        for (String table : List.of("user_blocks", "session_invites", "export_parts", "former_members")) {
            assertThat(node.database().query("SELECT 1 FROM " + table))
                    .as(table)
                    .isEmpty();
        }
        assertThat(node.database().query("SELECT 1 FROM message_reactions")).isEmpty();
        assertThat(node.database()
                        .query(
                                "SELECT 1 FROM chat_messages_history WHERE user_id = $1 AND ciphertext IS NOT NULL",
                                ann))
                .isEmpty();
        assertThat(node.database().query("SELECT seq FROM message_search WHERE session_id = $1 AND terms <> ''", open))
                .extracting(row -> row.getLong("seq"))
                .containsExactly(3L);
        assertThat(node.database().query("SELECT seq FROM message_search WHERE session_id = $1 AND terms = ''", open))
                .hasSize(2);
        assertThat(node.database().query("SELECT 1 FROM message_search WHERE session_id = $1", closed))
                .isEmpty();
        assertThat(node.database().query("SELECT 1 FROM message_keys WHERE author = $1", ann))
                .isEmpty();
        assertThat(node.database().query("SELECT 1 FROM ai_summaries")).isEmpty();
        assertThat(rooms.forgotten).containsExactly("ai " + ann, "tasks " + ann, "account " + ann);
        assertThat(revoked).extracting(AccessRevoked::sessionId).containsExactlyInAnyOrder(open, closed, direct);
        for (UUID session : List.of(open, closed, left, direct)) {
            List<Message> messages = node.history(bob, session);
            assertThat(messages).extracting(Message::content).containsExactly("", "", "of bob");
            assertThat(messages.getFirst().deletedAt()).isNotNull();
            // The id stays, which leads to nobody.
            assertThat(messages).extracting(Message::userId).containsExactly(ann, ann, bob);
            assertThat(messages).extracting(Message::deletedBy).containsExactly(ann, ann, null);
        }
        assertThat(node.session(bob, open).createdBy()).isEqualTo(ann);
        assertThat(node.session(bob, open).members()).extracting(Member::userId).containsExactly(bob);
        JsonObject told = listener.next(EventName.SESSION_UPDATED);
        assertThat(told.getLong("seq")).isEqualTo(4);
        assertThat(told.getJsonObject("payload").getString("change")).isEqualTo("member_erased");
        assertThat(told.getJsonObject("payload").getString("userId")).isEqualTo(ann.toString());
        assertThat(listener.rest()).isEmpty();
    }

    @Test
    void ownershipGoesToTheLongestServingAdminElseMember() {
        UUID withAdmin = node.group(ann, bob, cem).id();
        node.database()
                .query(
                        "UPDATE session_members SET role = 'admin' WHERE session_id = $1 AND user_id = $2",
                        withAdmin,
                        cem);
        UUID without = node.group(ann, bob, cem).id();
        UUID twoOwners = node.group(ann, bob, cem).id();
        node.database()
                .query(
                        "UPDATE session_members SET role = 'owner' WHERE session_id = $1 AND user_id = $2",
                        twoOwners,
                        cem);
        Listener listener = node.listen(new Channel.OfSession(withAdmin));

        erase(ann);

        assertThat(roles(bob, withAdmin)).isEqualTo(Map.of(bob, MemberRole.MEMBER, cem, MemberRole.OWNER));
        assertThat(roles(bob, without)).isEqualTo(Map.of(bob, MemberRole.OWNER, cem, MemberRole.MEMBER));
        assertThat(roles(bob, twoOwners)).isEqualTo(Map.of(bob, MemberRole.MEMBER, cem, MemberRole.OWNER));
        assertThat(listener.rest())
                .extracting(event -> event.getJsonObject("payload").getString("change"))
                .containsExactly("member_updated", "member_erased");
    }

    @Test
    void aSessionWithNobodyLeftIsDeletedWhole() {
        UUID alone = node.group(ann).id();
        node.send(ann, alone, marked(1), marked(2));
        String assistant = AssistantCard.BUILT_IN.toString();
        node.ask(Address.MEMBER_ADD, new AddMember(ann, alone, assistant, MemberRole.MEMBER));
        node.ask(
                Address.MESSAGE_POST,
                new PostMessage(alone, MessageType.SYSTEM, new NewMessage("of the house", "h", null, null)));
        node.database()
                .query(
                        "INSERT INTO session_invites (id, session_id, token_hash, created_by) VALUES ($1, $2, '\\x00', $3)",
                        Ids.next(),
                        alone,
                        bob);
        UUID direct = node.create(new CreateSession(ann, SessionKind.DIRECT, null, List.of(bob.toString()), null, true))
                .id();
        node.send(bob, direct, "of bob");
        erase(ann);
        assertThat(rows("chat_messages_history", direct)).isEqualTo(1);
        erase(bob);
        for (UUID session : List.of(alone, direct)) {
            for (String table : List.of(
                    "user_chat_sessions",
                    "session_members",
                    "former_members",
                    "chat_messages_history",
                    "chat_messages_realtime",
                    "message_keys",
                    "session_events",
                    "session_invites")) {
                assertThat(rows(table, session)).as(table).isZero();
            }
        }
    }

    @Test
    void aLongSessionGoesOnMeanwhile() throws InterruptedException {
        UUID session = node.group(bob, ann).id();
        for (int i = 0; i < 40; i++) {
            node.send(
                    ann,
                    session,
                    IntStream.range(i * 50, i * 50 + 50).mapToObj(this::marked).toArray(NewMessage[]::new));
        }
        AtomicBoolean over = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Message> sent = Collections.synchronizedList(new ArrayList<>());
        Thread sender = Thread.ofPlatform()
                .uncaughtExceptionHandler((t, e) -> failures.add(e))
                .start(() -> {
                    while (!over.get()) {
                        sent.add(node.send(bob, session, "meanwhile"));
                    }
                });
        erase(ann);
        over.set(true);
        sender.join();

        assertThat(failures).isEmpty();
        assertThat(sent).isNotEmpty();
        assertThat(StoredText.tablesWith(node.database(), NAME)).isEmpty();
        long last = node.session(bob, session).lastSeq();
        List<Long> seqs = new ArrayList<>();
        for (Row row : node.database().query("""
                        SELECT seq FROM chat_messages_history WHERE session_id = $1
                        UNION ALL SELECT seq FROM session_events WHERE session_id = $1 ORDER BY seq""", session)) {
            seqs.add(row.getLong("seq"));
        }
        assertThat(seqs).as("dense").hasSize((int) last).endsWith(last);
        assertThat(node.database().query("SELECT 1 FROM session_events WHERE session_id = $1", session))
                .hasSize(1);
    }

    @Test
    void aNodeThatDiesLeavesItToAnother() {
        UUID session = node.group(bob, ann).id();
        node.send(ann, session, marked(1));
        node.database().query("""
                        INSERT INTO personal_jobs (id, user_id, kind, status, lease_owner, lease_until)
                        VALUES ($1, $2, 'erasure', 'running', 'a dead node', now() - interval '1 second')""", Ids.next(), ann);
        try (ChatNode other = new ChatNode(config, TestKeys.config("a"))) {
            new OtherRooms(other).gateway().others();
            awaitErased(ann);
        }
        assertThat(node.history(bob, session)).extracting(Message::content).containsExactly("");
    }

    @Test
    void whoIsGoneAlreadyCanBeErasedAgain() {
        UUID session = node.group(bob, ann).id();
        node.send(ann, session, marked(1));
        erase(ann);
        long seq = node.session(bob, session).lastSeq();
        node.database().query("DELETE FROM personal_jobs");
        erase(ann);
        assertThat(node.session(bob, session).lastSeq()).isEqualTo(seq);
    }
}
