package dev.cogo.runtime.audit;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes the security log, one line an entry: what was done at INFO, what was refused at WARN, as {@code key=value} in the text
 * and as fields for the JSON form; which request it was for, the log says of all its lines. Nobody fills the disk with it: the same entry again within a minute is counted and told by one
 * more line, and of different ones at most {@link #MAX_LINES} a minute are written, the rest counted. Thread-safe; one for a verticle.
 * Each line also becomes a row where there is an {@link AuditStore}.
 */
public final class AuditLog {
    /** The name of its logger. */
    public static final String NAME = "cogo.audit";

    static final int MAX_LINES = 600;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    private final LongSupplier nanoTime;
    /** Oldest first. */
    private final Map<AuditEntry, Seen> seen = new LinkedHashMap<>();

    private final AuditQueue queue = new AuditQueue();
    private long lineWindow;
    private int lines;
    private int suppressed;

    private static final class Seen {
        final AuditEntry entry;
        final long since;
        int repeats;

        Seen(AuditEntry entry, long since) {
            this.entry = entry;
            this.since = since;
        }
    }

    public AuditLog() {
        this(System::nanoTime);
    }

    AuditLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lineWindow = nanoTime.getAsLong();
    }

    public synchronized void write(AuditEntry entry) {
        long now = nanoTime.getAsLong();
        endWindows(now);
        Seen before = seen.get(entry);
        if (before != null) {
            before.repeats++;
        } else if (lines >= MAX_LINES) {
            suppressed++;
        } else {
            lines++;
            seen.put(entry, new Seen(entry, now));
            print(entry, 0);
        }
    }

    /** Tells what was repeated until now; called at times, and before the process ends. */
    public synchronized void flush() {
        seen.values().forEach(this::tellRepeats);
        seen.clear();
        tellSuppressed();
    }

    /** The lines that are no rows yet. */
    AuditQueue queue() {
        return queue;
    }

    private void endWindows(long now) {
        Iterator<Seen> oldest = seen.values().iterator();
        while (oldest.hasNext()) {
            Seen one = oldest.next();
            if (now - one.since < WINDOW.toNanos()) {
                break;
            }
            tellRepeats(one);
            oldest.remove();
        }
        if (now - lineWindow >= WINDOW.toNanos()) {
            lineWindow = now;
            lines = 0;
            tellSuppressed();
        }
    }

    private void tellRepeats(Seen seen) {
        if (seen.repeats > 0) {
            print(seen.entry, seen.repeats);
        }
    }

    private void tellSuppressed() {
        if (suppressed > 0) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("event", "suppressed");
            fields.put("count", Integer.toString(suppressed));
            print(Level.WARN, fields);
            fields.put("outcome", "done");
            queue.add(AuditRow.of(fields));
            suppressed = 0;
        }
    }

    private void print(AuditEntry entry, int repeats) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", entry.event().wireName());
        fields.put("outcome", entry.refused() ? "refused" : "done");
        fields.putAll(entry.fields());
        if (repeats > 0) {
            fields.put("repeated", Integer.toString(repeats));
        }
        print(entry.refused() ? Level.WARN : Level.INFO, fields);
        queue.add(AuditRow.of(fields));
    }

    private static void print(Level level, Map<String, String> fields) {
        LoggingEventBuilder line = LOG.atLevel(level);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log(fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" ")));
    }
}
