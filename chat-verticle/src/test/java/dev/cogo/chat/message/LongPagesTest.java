package dev.cogo.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageWindow;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadAround;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.text.Content;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages of the longest messages end by their bytes, and who goes on with {@code next} misses nothing. */
class LongPagesTest {
    private static final int MESSAGES = 70;
    private static final int SESSIONS = 40;
    private static final List<Long> SEQS =
            LongStream.rangeClosed(1, MESSAGES).boxed().toList();

    private static ChatNode node;
    private static UUID ann;
    private static UUID session;

    @BeforeAll
    static void longMessages() {
        node = new ChatNode(TestDatabase.migrated());
        ann = node.account();
        session = node.group(ann).id();
        // Each character is two in JSON.
        String text = "lighthouse" + "\"".repeat(Content.MAX_BYTES - 10);
        node.send(
                ann,
                session,
                IntStream.range(0, MESSAGES).mapToObj(i -> new NewMessage(text)).toArray(NewMessage[]::new));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void history() {
        List<Long> forwards = walk(
                next -> new ReadHistory(ann, session, null, next == null ? 0 : Long.parseLong(next), 200),
                Address.HISTORY_READ,
                MessagePage::next,
                page -> page.items().stream().map(message -> message.seq()).toList());
        List<Long> backwards = walk(
                next -> new ReadHistory(ann, session, next == null ? null : Long.valueOf(next), null, 200),
                Address.HISTORY_READ,
                MessagePage::next,
                (MessagePage page) -> page.items().reversed().stream()
                        .map(message -> message.seq())
                        .toList());

        assertThat(forwards).isEqualTo(SEQS);
        assertThat(backwards).isEqualTo(SEQS.reversed());
    }

    @Test
    void timeline() {
        List<Long> seqs = walk(
                next -> new ReadTimeline(ann, session, next == null ? 0 : Long.parseLong(next), 200),
                Address.TIMELINE_READ,
                TimelinePage::next,
                page -> page.items().stream().map(event -> event.seq()).toList());

        assertThat(seqs).isEqualTo(SEQS);
    }

    @Test
    void search() {
        List<Long> seqs = walk(
                next -> new SearchMessages(ann, "lighthouse", session, SearchMessages.MAX_LIMIT, next),
                Address.MESSAGE_SEARCH,
                MessagePage::next,
                (MessagePage page) ->
                        page.items().stream().map(message -> message.seq()).toList());

        assertThat(seqs.stream().sorted().toList()).isEqualTo(SEQS);
    }

    /** What can't be opened is short, but not for the database, which sends no more than a page: here that ends the pages. */
    @Test
    void unreadable() {
        UUID closed = node.group(ann).id();
        String text = "x".repeat(Content.MAX_BYTES);
        node.send(
                ann,
                closed,
                IntStream.range(0, MESSAGES).mapToObj(i -> new NewMessage(text)).toArray(NewMessage[]::new));
        node.database().query("""
                        UPDATE chat_messages_history SET key_id = 'lost', ciphertext = convert_to(content, 'UTF8'), content = ''
                        WHERE session_id = $1""", closed);

        List<Long> backwards = walk(
                next -> new ReadHistory(ann, closed, next == null ? null : Long.valueOf(next), null, 200),
                Address.HISTORY_READ,
                MessagePage::next,
                (MessagePage page) -> page.items().reversed().stream()
                        .map(message -> message.seq())
                        .toList());
        List<Long> timeline = walk(
                next -> new ReadTimeline(ann, closed, next == null ? 0 : Long.parseLong(next), 200),
                Address.TIMELINE_READ,
                TimelinePage::next,
                page -> page.items().stream().map(event -> event.seq()).toList());
        List<Long> newer = walk(
                next -> new ReadAround(ann, closed, next == null ? 1 : Long.parseLong(next), ReadAround.MAX_LIMIT),
                Address.HISTORY_AROUND,
                MessageWindow::newer,
                (MessageWindow window) ->
                        window.items().stream().map(message -> message.seq()).toList());

        assertThat(backwards).isEqualTo(SEQS.reversed());
        assertThat(timeline).isEqualTo(SEQS);
        assertThat(newer.stream().distinct().sorted().toList()).isEqualTo(SEQS);
    }

    @Test
    void sessions() {
        UUID bob = node.account();
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            UUID group = node.group(bob).id();
            node.send(bob, group, "x" + "\"".repeat(Content.MAX_BYTES - 1));
            all.add(group);
        }
        Collections.reverse(all);

        List<UUID> seen = walk(
                next -> new ListSessions(bob, ListSessions.MAX_LIMIT, next),
                Address.SESSION_LIST,
                SessionPage::next,
                page -> page.items().stream().map(group -> group.id()).toList());

        assertThat(seen).isEqualTo(all);
    }

    /** All that the pages hold, in the order in which they came. */
    private static <P extends BusRecord, T> List<T> walk(
            Function<@Nullable String, BusRecord> question,
            Address address,
            Function<P, @Nullable String> next,
            Function<P, List<T>> items) {
        List<T> all = new ArrayList<>();
        int pages = 0;
        String from = null;
        do {
            P page = node.ask(address, question.apply(from));
            assertThat(Json.bytes(page).length).isLessThan(PageBytes.MAX + 200);
            assertThat(items.apply(page)).isNotEmpty();
            all.addAll(items.apply(page));
            pages++;
            from = next.apply(page);
        } while (from != null);
        assertThat(pages).isGreaterThan(1);
        return all;
    }
}
