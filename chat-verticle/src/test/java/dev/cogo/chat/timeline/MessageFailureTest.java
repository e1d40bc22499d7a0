package dev.cogo.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.text.Content;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageFailureTest {
    private ChatNode node;
    private UUID ann;
    private UUID session;
    private Listener listener;

    @BeforeEach
    void start() {
        node = new ChatNode(TestDatabase.migrated());
        ann = node.account();
        session = node.group(ann).id();
        listener = node.listen(new Channel.OfSession(session));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private SendMessages request(NewMessage... messages) {
        return new SendMessages(ann, session, List.of(messages));
    }

    /** Nothing of the refused message is left, and the next one takes the seq that it would have had. */
    private void assertUntouched() {
        for (String table : List.of("chat_messages_history", "chat_messages_realtime", "message_keys")) {
            assertThat(node.database().query("SELECT 1 FROM " + table))
                    .as(table)
                    .isEmpty();
        }
        assertThat(node.session(ann, session).lastSeq()).isZero();
        assertThat(listener.rest()).isEmpty();
    }

    @Test
    void whatTheDatabaseRefusesLeavesNothing() {
        node.database().query("ALTER TABLE message_keys ADD CHECK (client_message_id <> 'poison')");
        node.refused(
                ErrorCode.INTERNAL,
                Address.MESSAGE_SEND,
                request(new NewMessage("good"), new NewMessage("bad", "poison", null, null)));
        assertUntouched();
        assertThat(node.send(ann, session, "next").seq()).isEqualTo(1);
    }

    @Test
    void aBadRowFailsAlone() {
        node.database().query("ALTER TABLE chat_messages_history ADD CHECK (content <> 'poison')");
        List<Future<StoredMessages>> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(node.sending(ann, session, new NewMessage(i % 20 == 7 ? "poison" : "message " + i)));
        }
        Future.join(sent).otherwiseEmpty().await();
        for (int i = 0; i < 60; i++) {
            assertThat(sent.get(i).failed()).as("message " + i).isEqualTo(i % 20 == 7);
        }
        assertThat(node.history(ann, session))
                .extracting(Message::seq)
                .hasSize(57)
                .endsWith(57L);
        assertThat(listener.rest())
                .extracting(event -> event.getLong("seq"))
                .hasSize(57)
                .isSorted();
    }

    @Test
    void nothingIsAcknowledgedWhenTheConnectionBreaks() {
        node.database().query("""
                        CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS
                        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'""");
        node.database().query("""
                        CREATE CONSTRAINT TRIGGER break AFTER INSERT ON message_keys DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW WHEN (NEW.client_message_id = 'break') EXECUTE FUNCTION break()""");
        NewMessage message = new NewMessage("hello", "break", null, null);
        node.refused(ErrorCode.UNAVAILABLE, Address.MESSAGE_SEND, request(message));
        assertUntouched();

        node.database().query("DROP TRIGGER break ON message_keys");
        assertThat(node.send(ann, session, message).getFirst().seq()).isEqualTo(1);
        assertThat(listener.rest()).hasSize(1);
    }

    @Test
    void beyondItsLimitTheQueueRefusesAndWhatItTookIsStored() throws InterruptedException {
        NewMessage large = new NewMessage("x".repeat(Content.MAX_BYTES));
        // What waits, and what the transaction that is under way has taken.
        int fits = (CommitQueue.MAX_WAITING_WEIGHT + CommitQueue.MAX_FLUSH_WEIGHT) / Content.MAX_BYTES;
        List<Future<StoredMessages>> sent;
        try (SessionHold hold = new SessionHold()) {
            hold.taken.await();
            sent = Stream.generate(() -> node.sending(ann, session, large))
                    .limit(fits + 300L)
                    .toList();
            // The refusals come at once, while everything else waits for the lock.
            awaitFailure(sent);
            assertThat(sent).noneMatch(Future::succeeded);
        }
        Future.join(sent).otherwiseEmpty().await();
        long stored = sent.stream().filter(Future::succeeded).count();
        assertThat(stored).isBetween(fits / 2L, (long) fits);
        assertThat(sent.stream().filter(Future::failed).map(future -> ((CogoException) future.cause()).code()))
                .isNotEmpty()
                .containsOnly(ErrorCode.OVERLOADED);
        assertThat(node.session(ann, session).lastSeq()).isEqualTo(stored);
    }

    @Test
    void aNodeThatStopsStoresWhatItAccepted() throws InterruptedException {
        List<Future<StoredMessages>> sent;
        Future<Void> stopped;
        try (SessionHold hold = new SessionHold()) {
            hold.taken.await();
            sent = Stream.generate(() -> node.sending(ann, session, new NewMessage("hello")))
                    .limit(50)
                    .toList();
            // A request of another kind, answered: those above have reached their queue.
            node.session(ann, session);
            stopped = node.undeploy();
        }
        stopped.await();
        Future.all(sent).await();
        assertThat(node.database().query("SELECT 1 FROM chat_messages_history")).hasSize(50);
    }

    private static void awaitFailure(List<Future<StoredMessages>> sent) throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        sent.forEach(future -> future.onFailure(e -> failed.countDown()));
        failed.await();
    }

    /** Holds the session's row, as another node's transaction would, until it is closed. */
    private final class SessionHold implements AutoCloseable {
        final CountDownLatch taken = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);
        private final Thread thread = Thread.ofPlatform()
                .start(() -> node.database().transaction(tx -> {
                    tx.query("SELECT 1 FROM user_chat_sessions WHERE session_id = $1 FOR UPDATE", session);
                    taken.countDown();
                    await(done);
                    return null;
                }));

        @Override
        public void close() {
            done.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
