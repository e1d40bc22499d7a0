package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.ledger.Ledger.Ack;
import dev.cogo.node.ledger.Ledger.Entry;
import dev.cogo.node.ledger.Ledger.Reaction;
import dev.cogo.node.ledger.Listener.Heard;
import dev.cogo.node.ledger.Stored.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what was promised with what is stored and with what was heard: nothing lost, doubled, out of order, or missing in
 * between. Names each fault in a line, the first few of a kind.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int SHOWN = 8;

    private final Ledger ledger;
    private final Map<String, List<String>> faults = new HashMap<>();

    private Audit(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Waits until all listeners have what is stored, and finds no fault; ends the listeners. */
    static void check(TestSystem system, Ledger ledger, List<String> sessions, List<Listener> listeners) {
        try {
            List<Stored> stored = system.stored(sessions);
            Listener.awaitEnds(listeners, stored);
            LOG.info("{}", ledger.summary());
            assertThat(of(ledger, stored, listeners)).as(ledger.summary()).isEmpty();
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    /** The faults of all sessions; empty when every promise was kept. */
    static List<String> of(Ledger ledger, List<Stored> sessions, List<Listener> listeners) {
        Audit audit = new Audit(ledger);
        sessions.forEach(stored -> {
            audit.dense(stored);
            audit.kept(stored, Long.MAX_VALUE);
            audit.nothingInvented(stored);
            listeners.stream()
                    .filter(listener -> listener.sessionId().equals(stored.sessionId()))
                    .forEach(listener -> audit.heard(listener, stored));
        });
        ledger.refusals().stream()
                .filter(refusal -> !refusal.retryable())
                .forEach(refusal -> audit.fault("refused for good", refusal.toString()));
        return audit.report();
    }

    /**
     * Like {@link #of}, of what is stored alone, and a session may have lost its end: everything that was acknowledged from
     * some seq on before the crash. What comes after it has the seqs of the lost ones. For messages that nobody has
     * changed.
     *
     * @param crash when the database still ran, just before its end, by {@link System#nanoTime}
     */
    static List<String> ofPrefix(Ledger ledger, List<Stored> sessions, long crash) {
        Audit audit = new Audit(ledger);
        sessions.forEach(stored -> {
            audit.dense(stored);
            audit.kept(stored, audit.firstLost(stored) - 1);
            audit.nothingKeptAfter(stored, audit.firstLost(stored), crash);
            audit.nothingInvented(stored);
        });
        return audit.report();
    }

    /** The seq of the first acknowledged message that is not there; beyond all when none is missing. */
    private long firstLost(Stored stored) {
        Set<String> there = clientIds(stored);
        return entries(stored).stream()
                .filter(entry -> entry.isAcked() && !there.contains(entry.text.clientMessageId()))
                .mapToLong(entry -> entry.acks.getFirst().seq())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void nothingKeptAfter(Stored stored, long firstLost, long crash) {
        Set<String> there = clientIds(stored);
        entries(stored).stream()
                .filter(entry -> entry.isAcked() && there.contains(entry.text.clientMessageId()))
                .filter(entry -> entry.acks.getFirst().seq() >= firstLost)
                .filter(entry -> entry.acks.getFirst().at() - crash < 0)
                .forEach(entry -> fault("kept after a loss", entry + " though " + firstLost + " was lost"));
    }

    private static Set<String> clientIds(Stored stored) {
        return stored.lines().stream()
                .map(Line::clientMessageId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private void dense(Stored stored) {
        long seq = 0;
        long number = 0;
        for (Line line : stored.lines()) {
            if (line.seq() != seq + 1) {
                fault("the stored timeline has " + line.seq() + " after " + seq, stored.sessionId());
            }
            seq = line.seq();
            if (line.isMessage() && line.messageNumber() != ++number) {
                fault("message numbers", "seq " + seq + " is message " + line.messageNumber() + ", not " + number);
            }
        }
        if (stored.lastSeq() != seq || stored.messageCount() != number) {
            fault(
                    "the session's tip",
                    stored.lastSeq() + " of " + seq + ", " + stored.messageCount() + " of " + number);
        }
    }

    private void kept(Stored stored, long upTo) {
        Map<String, List<Line>> byClientId = stored.lines().stream()
                .filter(line -> line.clientMessageId() != null)
                .collect(Collectors.groupingBy(line -> Objects.requireNonNull(line.clientMessageId())));
        Map<Long, Long> edits = stored.lines().stream()
                .filter(line -> line.event().equals("message_updated"))
                .collect(Collectors.groupingBy(Line::messageSeq, Collectors.counting()));
        for (Entry entry : entries(stored)) {
            List<Line> lines = byClientId.getOrDefault(entry.text.clientMessageId(), List.of());
            if (lines.size() > 1) {
                fault("doubled", entry + " at " + lines.stream().map(Line::seq).toList());
            }
            for (Ack ack : entry.acks) {
                if (ack.seq() <= upTo) {
                    kept(entry, ack, lines);
                }
            }
            if (upTo == Long.MAX_VALUE) {
                edited(entry, edits);
            }
        }
        Set<String> reactions = stored.lines().stream()
                .filter(line -> line.event().equals("reaction"))
                .map(line -> line.messageSeq() + " " + line.author() + " " + line.emoji())
                .collect(Collectors.toSet());
        for (Reaction reaction : ledger.reactions()) {
            String key = reaction.messageSeq() + " " + reaction.author() + " " + reaction.emoji();
            if (upTo == Long.MAX_VALUE && reaction.sessionId().equals(stored.sessionId()) && !reactions.contains(key)) {
                fault("lost reaction", key);
            }
        }
    }

    private void kept(Entry entry, Ack ack, List<Line> lines) {
        if (lines.isEmpty()) {
            fault("acknowledged and lost", entry.toString());
            return;
        }
        Line line = lines.getFirst();
        if (line.seq() != ack.seq() || !ack.messageId().equals(line.messageId())) {
            fault("acknowledged with another seq or id", entry + " stored as " + line);
        }
        if (!entry.maySay(line.content()) || !entry.author.equals(line.author())) {
            fault("stored with another content or author", entry + " stored as " + line);
        }
    }

    private void edited(Entry entry, Map<Long, Long> editsByMessage) {
        if (entry.edit == null) {
            return;
        }
        long edits = editsByMessage.getOrDefault(entry.acks.getFirst().seq(), 0L);
        if (edits > 1 || entry.editAcked && edits != 1) {
            fault("edits", entry + " was edited once and has " + edits + " edits in the timeline");
        }
    }

    private void nothingInvented(Stored stored) {
        for (Line line : stored.lines()) {
            Entry entry = line.clientMessageId() == null ? null : ledger.entry(line.clientMessageId());
            if (line.isMessage() && (entry == null || !entry.sessionId.equals(stored.sessionId()))) {
                fault("stored and never sent", line.toString());
            }
        }
    }

    private void heard(Listener listener, Stored stored) {
        listener.faults().forEach(fault -> fault("heard live, not in order or with a gap", fault));
        Map<Long, Line> lines =
                stored.lines().stream().collect(Collectors.toMap(Line::seq, Function.identity(), (a, b) -> a));
        Set<String> clientIds = new HashSet<>();
        long last = 0;
        for (Heard heard : listener.heard()) {
            if (heard.seq() != last + 1) {
                fault("heard " + heard.seq() + " after " + last, listener + ": " + heard);
            }
            last = heard.seq();
            Line line = lines.get(heard.seq());
            if (line == null || !line.event().equals(heard.event()) || !isSameMessage(line, heard)) {
                fault("heard something else than is stored", listener + ": " + heard + " for " + line);
            }
            if (heard.event().equals("new_message")) {
                if (heard.clientMessageId() != null && !clientIds.add(heard.clientMessageId())) {
                    fault("heard twice", listener + ": " + heard);
                }
                if (!saysWhatWasSent(heard)) {
                    fault("heard with another content", listener + ": " + heard);
                }
            }
        }
        if (last != stored.lastSeq()) {
            fault("not heard to the end", listener + " heard up to " + last + " of " + stored.lastSeq());
        }
    }

    private static boolean isSameMessage(Line line, Heard heard) {
        return line.messageId() == null || line.messageId().equals(heard.messageId());
    }

    // The timeline shows a message as it is now, and what a node had to read there it tells so.
    private boolean saysWhatWasSent(Heard heard) {
        Entry entry = heard.clientMessageId() == null ? null : ledger.entry(heard.clientMessageId());
        return entry != null
                && (entry.text.content().equals(heard.content()) || Objects.equals(entry.edit, heard.content()));
    }

    private List<Entry> entries(Stored stored) {
        return ledger.entries().stream()
                .filter(entry -> entry.sessionId.equals(stored.sessionId()))
                .toList();
    }

    private void fault(String kind, String what) {
        // Numbers aside, so that a hundred gaps are one kind.
        faults.computeIfAbsent(kind.replaceAll("\\d+", "N"), k -> new ArrayList<>())
                .add(kind + ": " + what);
    }

    private List<String> report() {
        List<String> report = new ArrayList<>();
        faults.forEach((kind, all) -> {
            report.add(all.size() + " × " + kind);
            report.addAll(all.subList(0, Math.min(SHOWN, all.size())));
        });
        return report;
    }
}
