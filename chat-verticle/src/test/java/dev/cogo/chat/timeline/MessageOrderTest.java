package dev.cogo.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.StoredMessages;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one database, so that batches of the one meet batches of the other. */
class MessageOrderTest {
    private static final int SENDERS = 32;
    private static final int EACH = 6;

    private static ChatNode north;
    private static ChatNode south;

    @BeforeAll
    static void start() {
        DatabaseConfig database = TestDatabase.migrated();
        north = new ChatNode(database);
        south = new ChatNode(database);
    }

    @AfterAll
    static void stop() {
        north.close();
        south.close();
    }

    @Test
    void manySendersOnTwoNodesMakeOneDenseOrder() {
        List<UUID> senders = Stream.generate(north::account).limit(SENDERS).toList();
        UUID session = north.group(
                        senders.getFirst(), senders.subList(1, SENDERS).toArray(UUID[]::new))
                .id();
        Listener onNorth = north.listen(new Channel.OfSession(session));
        Listener onSouth = south.listen(new Channel.OfSession(session));

        // Every message goes out twice, once through each node and at the same time, as after a client's timeout.
        List<Future<StoredMessages>> sent = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (UUID sender : senders) {
                NewMessage message = new NewMessage("message " + i, "c-" + i, null, null);
                sent.add(north.sending(sender, session, message));
                sent.add(south.sending(sender, session, message));
            }
        }
        Future.all(sent).await();

        long total = (long) SENDERS * EACH;
        for (int i = 0; i < sent.size(); i += 2) {
            assertThat(sent.get(i).result()).isEqualTo(sent.get(i + 1).result());
        }
        List<Message> history = north.history(senders.getFirst(), session);
        assertThat(history)
                .extracting(Message::seq)
                .isEqualTo(LongStream.rangeClosed(1, total).boxed().toList());
        assertThat(history).extracting(Message::timestamp).isSorted();
        assertThat(history)
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(future -> future.result().messages().getFirst())
                        .distinct()
                        .toList());
        assertThat(north.session(senders.getFirst(), session).lastSeq()).isEqualTo(total);

        List<Long> northSeqs = seqs(onNorth);
        List<Long> southSeqs = seqs(onSouth);
        assertThat(northSeqs).isSorted();
        assertThat(southSeqs).isSorted();
        assertThat(Stream.concat(northSeqs.stream(), southSeqs.stream()))
                .as("each message is told once, by the node that stored it")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, total).boxed().toList());
    }

    @Test
    void manySessionsAtOnceDoNotDisturbEachOther() {
        UUID ann = north.account();
        List<UUID> sessions =
                Stream.generate(() -> north.group(ann).id()).limit(20).toList();
        List<Future<StoredMessages>> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (UUID session : sessions) {
                sent.add(north.sending(ann, session, new NewMessage("a"), new NewMessage("b")));
                sent.add(south.sending(ann, session, new NewMessage("c")));
            }
        }
        Future.all(sent).await();
        for (UUID session : sessions) {
            assertThat(north.history(ann, session))
                    .extracting(Message::seq)
                    .isEqualTo(LongStream.rangeClosed(1, 30).boxed().toList());
        }
    }

    private static List<Long> seqs(Listener listener) {
        return listener.rest().stream()
                .map((JsonObject event) -> event.getLong("seq"))
                .toList();
    }
}
