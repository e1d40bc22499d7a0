package dev.cogo.chat.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.encryption.TestKeys;
import dev.cogo.chat.fairness.Shares;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SearchMessages;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every test looks once through what is not indexed yet and once through the index. */
class MessageSearchTest {
    private static final List<String> TEXTS = List.of(
            "Quarterly report is ready for review",
            "The REPORTS folder moved",
            "오늘 회의록을 공유합니다",
            "밥 먹었어요? 쌀밥!",
            "東京タワーで会いましょう",
            "ミーティングは明日です",
            "café résumé",
            "한국어 and English together",
            "a'b\\c & | ! <-> :* ' quoted");

    private static final String UNINDEXED = """
            SELECT 1 FROM chat_messages_history h WHERE deleted_at IS NULL AND key_id IS NULL AND NOT EXISTS (
                SELECT 1 FROM message_search s WHERE s.session_id = h.session_id AND s.seq = h.seq) LIMIT 1""";

    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated(), TestKeys.config("k1"));

    private UUID ann;
    private UUID session;

    @BeforeEach
    void aGroup() {
        ann = node.account();
        session = node.group(ann).id();
    }

    /** Indexes everything, at once; the node's own indexer, which does it later, may stand in the way for a moment. */
    private static void index() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        do {
            assertThat(System.nanoTime()).as("indexing takes too long").isLessThan(deadline);
            new SearchIndexer(node.database(), Duration.ZERO).run();
        } while (node.database().query(UNINDEXED).size() > 0);
    }

    private static SearchMessages query(
            UUID user, String words, @Nullable UUID in, int limit, @Nullable String cursor) {
        return new SearchMessages(user, words, in, limit, cursor);
    }

    private static List<String> found(UUID user, String words) {
        MessagePage page = node.ask(Address.MESSAGE_SEARCH, query(user, words, null, 50, null));
        return page.items().stream().map(Message::content).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // words | the texts that have them, newest first
                "report | 1 0",
                "REPORT review | 0",
                "rep read | 0",
                "re | ",
                "eport | ",
                "회의 | 2",
                "회의록 | 2",
                "의록을 | 2",
                "회의를 | ",
                "오늘 공유 | 2",
                "밥 | 3",
                "쌀 | 3",
                "먹 | 3",
                "東京 | 4",
                "タワー | 4",
                "京都 | ",
                "東京 会い | 4",
                "ミーティング | 5",
                "ﾐｰﾃｨﾝｸﾞ | 5",
                "明日 | 5",
                "CAFÉ | 6",
                "cafe\u0301 | 6",
                "cafe | ",
                "한국어 english | 7",
                "한국 eng | 7",
                "a'b & quoted | 8",
                "missing report | "
            })
    void wordsAreFound(String words, @Nullable String expected) {
        for (String text : TEXTS) {
            node.send(ann, session, text);
        }
        List<String> texts = expected == null
                ? List.of()
                : expected.strip()
                        .chars()
                        .filter(c -> c != ' ')
                        .mapToObj(c -> TEXTS.get(c - '0'))
                        .toList();
        assertThat(found(ann, words)).as("not indexed").isEqualTo(texts);
        index();
        assertThat(found(ann, words)).as("indexed").isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "👍", "' | !", ":*", "...<->"})
    void signsAreNoWords(String query) {
        node.send(ann, session, "signs " + query);
        assertThat(found(ann, query)).isEmpty();
    }

    @Test
    void editsAndDeletionsShowAtOnce() {
        for (boolean indexed : List.of(false, true)) {
            Message edited = node.send(ann, session, "apple " + indexed);
            Message deleted = node.send(ann, session, "apple too " + indexed);
            if (indexed) {
                index();
            }
            node.ask(Address.MESSAGE_EDIT, new EditMessage(ann, session, edited.id(), "banana " + indexed));
            node.ask(Address.MESSAGE_DELETE, new DeleteMessage(ann, session, deleted.id()));
            for (int i = 0; i < 2; i++) {
                assertThat(found(ann, "apple")).isEmpty();
                assertThat(found(ann, "banana " + indexed)).containsExactly("banana " + indexed);
                index(); // must not bring back what it was
            }
            assertThat(terms(deleted)).isEmpty();
        }
    }

    private String terms(Message message) {
        return node.database()
                .query(
                        "SELECT terms::text AS terms FROM message_search WHERE session_id = $1 AND seq = $2",
                        message.sessionId(),
                        message.seq())
                .iterator()
                .next()
                .getString("terms");
    }

    @Test
    void foreignAndEncryptedSessionsAreNotSearched() {
        UUID bob = node.account();
        UUID encrypted = node.group(ann).id();
        node.database().query("UPDATE user_chat_sessions SET encrypted = true WHERE session_id = $1", encrypted);
        node.send(ann, session, "treasure in the open");
        Message sealed = node.send(ann, encrypted, "treasure in the chest");
        node.ask(Address.MESSAGE_EDIT, new EditMessage(ann, encrypted, sealed.id(), "treasure chest"));
        node.send(bob, node.group(bob).id(), "treasure of bob");
        for (int i = 0; i < 2; i++) {
            assertThat(found(bob, "treasure")).containsExactly("treasure of bob");
            assertThat(found(ann, "treasure")).containsExactly("treasure in the open");
            for (UUID id : List.of(session, encrypted, Ids.next())) {
                node.refused(ErrorCode.SESSION_NOT_FOUND, Address.MESSAGE_SEARCH, query(bob, "treasure", id, 10, null));
            }
            MessagePage none = node.ask(Address.MESSAGE_SEARCH, query(ann, "treasure", encrypted, 10, null));
            assertThat(none).isEqualTo(new MessagePage(List.of(), null));
            index();
        }
        assertThat(node.database().query("SELECT 1 FROM message_search WHERE session_id = $1", encrypted))
                .isEmpty();
    }

    @Test
    void whoLeavesFindsNothingMore() {
        UUID bob = node.account();
        UUID both = node.group(ann, bob).id();
        node.send(ann, both, "farewell");
        index();
        assertThat(found(bob, "farewell")).hasSize(1);
        node.database().query("DELETE FROM session_members WHERE session_id = $1 AND user_id = $2", both, bob);
        assertThat(found(bob, "farewell")).isEmpty();
    }

    @Test
    void aSearchInOneSessionStaysThere() {
        UUID second = node.group(ann).id();
        node.send(ann, session, "word one");
        node.send(ann, second, "word two");
        index();
        node.send(ann, second, "word three");
        MessagePage page = node.ask(Address.MESSAGE_SEARCH, query(ann, "word", second, 10, null));
        assertThat(page.items()).extracting(Message::content).containsExactly("word three", "word two");
        assertThat(found(ann, "word")).containsExactly("word three", "word two", "word one");
    }

    @Test
    void pagesGoOnThroughFreshAndIndexedMessagesWithoutALossOrARepetition() {
        UUID second = node.group(ann).id();
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            // Batches share their time.
            sent.addAll(
                    node.send(ann, i % 2 == 0 ? session : second, new NewMessage("page a"), new NewMessage("page b")));
            if (i == 15) {
                index();
            }
        }
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        do {
            MessagePage page = node.ask(Address.MESSAGE_SEARCH, query(ann, "page", null, 7, cursor));
            page.items().forEach(message -> seen.add(message.id()));
            cursor = page.next();
            if (seen.size() == 21) {
                index(); // in the middle of it
            }
        } while (cursor != null);
        assertThat(seen)
                .hasSize(60)
                .isEqualTo(sent.reversed().stream().map(Message::id).toList());
        node.refused(ErrorCode.INVALID_CURSOR, Address.MESSAGE_SEARCH, query(ann, "page", null, 7, "bm90IG91cnM"));
    }

    @Test
    void whatIsOlderThanSearchIsIndexedToo() {
        List<Message> sent = node.send(ann, session, new NewMessage("ancient one"), new NewMessage("ancient two"));
        node.database()
                .query(
                        "UPDATE chat_messages_history SET timestamp = timestamp - interval '40 days' WHERE session_id = $1",
                        session);
        index();
        assertThat(found(ann, "ancient")).containsExactly("ancient two", "ancient one");
        assertThat(sent).hasSize(2);
    }

    @Test
    void anEditDuringIndexingWins() throws InterruptedException {
        Message message = node.send(ann, session, "before");
        CountDownLatch indexed = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        // As the indexer does, with a pause between its insert and its commit.
        Thread indexer = Thread.ofPlatform()
                .start(() -> node.database().transaction(tx -> {
                    tx.query(
                            "INSERT INTO message_search (session_id, seq, id, timestamp, terms) SELECT session_id, seq, id,"
                                    + " timestamp, $2::text::tsvector FROM chat_messages_history WHERE id = $1 ON CONFLICT DO NOTHING",
                            message.id(),
                            Terms.of("before").toTsvector(session));
                    indexed.countDown();
                    return await(commit);
                }));
        indexed.await();
        var edit = node.bus().request(Address.MESSAGE_EDIT, new EditMessage(ann, session, message.id(), "after"));
        commit.countDown();
        edit.await();
        indexer.join();
        index();
        assertThat(found(ann, "before")).isEmpty();
        assertThat(found(ann, "after")).containsExactly("after");
    }

    @Test
    void theLongestMessagesAreIndexed() {
        node.send(ann, session, "가나다라마바사아자차".repeat(1_000));
        node.send(ann, session, IntStream.range(0, 5_000).mapToObj(i -> "w" + i).reduce("", (a, b) -> a + " " + b));
        index();
        assertThat(found(ann, "차가나")).hasSize(1);
        assertThat(found(ann, "w4999 w1")).hasSize(1);
    }

    @Test
    void whoSearchesTooMuchAtOnceIsToldAndTheOthersAreAnswered() throws InterruptedException {
        UUID bob = node.account();
        node.send(ann, session, "busy");
        UUID others = node.group(bob).id();
        node.send(bob, others, "busy too");
        int accepted = Shares.SEARCHES.runningOfUser() + Shares.SEARCHES.waitingOfUser();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(55);
        Thread holder = Thread.ofPlatform()
                .start(() -> node.database().transaction(tx -> {
                    tx.query("LOCK TABLE message_search_progress IN ACCESS EXCLUSIVE MODE");
                    locked.countDown();
                    return await(refused);
                }));
        locked.await();
        List<Future<MessagePage>> searches = new ArrayList<>();
        for (int i = 0; i < accepted + refused.getCount(); i++) {
            searches.add(node.bus().request(Address.MESSAGE_SEARCH, query(ann, "busy", null, 10, null)));
        }
        List<Future<MessagePage>> ofBob = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ofBob.add(node.bus().request(Address.MESSAGE_SEARCH, query(bob, "busy", null, 10, null)));
        }
        searches.forEach(search -> search.onFailure(e -> refused.countDown()));
        holder.join();
        Future.all(ofBob).await();
        Future.join(searches).otherwiseEmpty().await();
        assertThat(searches.stream().filter(Future::failed).map(search -> ((CogoException) search.cause()).code()))
                .hasSize(55)
                .containsOnly(ErrorCode.RATE_LIMITED);
        assertThat(searches.stream()
                        .filter(Future::succeeded)
                        .map(search -> search.result().items().size()))
                .hasSize(accepted)
                .containsOnly(1);
        assertThat(found(ann, "busy")).hasSize(1);
    }

    /** The search itself reads only so much of what is not indexed yet. */
    @Test
    void longMessagesThatAreNotIndexedYetDoNotMakeASearchLong() {
        node.send(ann, session, "needle in the oldest");
        String hay = "hay ".repeat(8_000);
        int enough = (int) (MessageSearch.MAX_FRESH_BYTES / hay.length()) + 1;
        for (int i = 0; i < enough; i++) {
            node.send(ann, session, hay);
        }
        node.send(ann, session, "needle in the newest");
        assertThat(found(ann, "needle")).containsExactly("needle in the newest");
        index();
        assertThat(found(ann, "needle")).containsExactly("needle in the newest", "needle in the oldest");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
