package dev.cogo.node.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What senders tried and what they were told. Thread-safe. */
final class Ledger {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final LongAdder acks = new LongAdder();
    private volatile long lastAckAt = System.nanoTime();

    /** A message that is about to be sent. */
    Entry open(String sessionId, Person author, Work.Text text) {
        Entry entry = new Entry(sessionId, author.id(), text);
        entries.put(text.clientMessageId(), entry);
        return entry;
    }

    void acked(Entry entry, long seq, String messageId, NodeProcess node) {
        lastAckAt = System.nanoTime();
        entry.acks.add(new Ack(seq, messageId, node.name(), lastAckAt));
        acks.increment();
    }

    /** Strikes out what was lost as it may be; whoever finds it nevertheless finds a message that nobody sent. */
    void forget(Collection<Entry> lost) {
        lost.forEach(entry -> entries.remove(entry.text.clientMessageId()));
    }

    void reacted(Reaction reaction) {
        reactions.add(reaction);
    }

    void refused(Refusal refusal) {
        refusals.add(refusal);
    }

    /** Messages that were acknowledged, those of repeated sends as often as they were. */
    long acks() {
        return acks.sum();
    }

    /** By the clock of {@link System#nanoTime}. */
    long lastAckAt() {
        return lastAckAt;
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    @Nullable
    Entry entry(String clientMessageId) {
        return entries.get(clientMessageId);
    }

    Collection<Reaction> reactions() {
        return reactions;
    }

    Collection<Refusal> refusals() {
        return refusals;
    }

    /** What a scenario did, for the log. */
    String summary() {
        long sent = entries.values().stream().filter(Entry::isAcked).count();
        long again =
                entries.values().stream().filter(entry -> entry.attempts > 1).count();
        long edits = entries.values().stream().filter(entry -> entry.editAcked).count();
        long cut = refusals.stream().filter(Refusal::isCut).count();
        String slowest = refusals.stream()
                .max(Comparator.comparingLong(Refusal::millis))
                .map(refusal -> ", the slowest after %d ms (%s at %s: %s)"
                        .formatted(refusal.millis(), refusal.code(), refusal.node(), refusal.detail()))
                .orElse("");
        return "%d messages acknowledged, %d of them sent again before, %d given up; %d edits, %d reactions; %d refusals, %d connections cut%s"
                .formatted(
                        sent,
                        again,
                        entries.size() - sent,
                        edits,
                        reactions.size(),
                        refusals.size() - cut,
                        cut,
                        slowest);
    }

    /** A message and what became of it, as its sender knows. */
    static final class Entry {
        final String sessionId;
        final String author;
        final Work.Text text;
        final List<Ack> acks = new CopyOnWriteArrayList<>();
        /** By the clock of {@link System#nanoTime}. */
        final long openedAt = System.nanoTime();

        volatile int attempts;
        volatile @Nullable String edit;
        volatile boolean editAcked;

        private Entry(String sessionId, String author, Work.Text text) {
            this.sessionId = sessionId;
            this.author = author;
            this.text = text;
        }

        boolean isAcked() {
            return !acks.isEmpty();
        }

        /** Whether a message that says this may be this one. */
        boolean maySay(@Nullable String content) {
            return text.content().equals(content) && !editAcked || content != null && content.equals(edit);
        }

        @Override
        public String toString() {
            return text.clientMessageId() + " " + acks;
        }
    }

    record Ack(long seq, String messageId, String node, long at) {
        @Override
        public String toString() {
            return seq + "@" + node;
        }
    }

    record Reaction(String sessionId, long messageSeq, String author, String emoji) {}

    /**
     * A no, or none: the connection was cut, or nothing was said for longer than the server may take.
     *
     * @param code empty when nobody said no
     */
    record Refusal(String code, boolean retryable, String node, long began, long ended, String detail) {
        boolean isCut() {
            return code.isEmpty();
        }

        long millis() {
            return (ended - began) / 1_000_000;
        }
    }
}
