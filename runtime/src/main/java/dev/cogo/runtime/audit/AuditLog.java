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
        seen.values().forEach(AuditLog::tellRepeats);
        seen.clear();
        tellSuppressed();
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

    private static void tellRepeats(Seen seen) {
        if (seen.repeats > 0) {
            print(seen.entry, seen.repeats);
        }
    }

    private void tellSuppressed() {
        if (suppressed > 0) {
            LOG.atWarn()
                    .addKeyValue("event", "suppressed")
                    .addKeyValue("count", suppressed)
                    .log("event=suppressed count={}", suppressed);
            suppressed = 0;
        }
    }

    private static void print(AuditEntry entry, int repeats) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", entry.event().wireName());
        fields.put("outcome", entry.refused() ? "refused" : "done");
        fields.putAll(entry.fields());
        if (repeats > 0) {
            fields.put("repeated", Integer.toString(repeats));
        }
        LoggingEventBuilder line = LOG.atLevel(entry.refused() ? Level.WARN : Level.INFO);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log(fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" ")));
    }
}
