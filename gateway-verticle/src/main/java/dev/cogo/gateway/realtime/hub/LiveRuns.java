package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.schema.channel.EventName;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The runs of the AI on a channel, with what each has said so far: whoever comes late is told that, and nobody hears a piece twice, a
 * piece after a hole, or an attempt that was given up. A hole is closed by the worker's next snapshot. Soft state, for one event loop.
 */
final class LiveRuns {
    private static final int MAX_RUNS = 64;
    /** A worker tells a run anew each second. */
    private static final long SILENT_NANOS = Duration.ofSeconds(30).toNanos();

    private final String channel;
    private final Map<String, Live> runs = bounded();
    /** What comes of a run that is over comes from a worker that does not know. */
    private final Map<String, Boolean> over = bounded();

    private static final class Live {
        private final JsonObject told;
        private final int attempt;
        private final StringBuilder text;
        private @Nullable EncodedEvent snapshot;
        private boolean incomplete;
        private long heard = System.nanoTime();

        private Live(JsonObject told, EncodedEvent snapshot) {
            this.told = told;
            this.attempt = told.getInteger("attempt");
            this.text = new StringBuilder(told.getString("text"));
            this.snapshot = snapshot;
        }
    }

    LiveRuns(String channel) {
        this.channel = channel;
    }

    /** Takes an event; whether it says something to who has heard the channel until now. */
    boolean take(EncodedEvent event) {
        if (!event.isOfRun()) {
            return true;
        }
        JsonObject payload = event.payload();
        String run = payload.getString("runId");
        if (event.name().equals(EventName.AI_DONE.wireName())) {
            runs.remove(run);
            over.put(run, true);
            return true;
        } else if (over.containsKey(run)) {
            return false;
        }
        Live live = runs.get(run);
        int attempt = payload.getInteger("attempt");
        if (live != null && attempt < live.attempt) {
            return false;
        }
        return event.name().equals(EventName.AI_RUN.wireName())
                ? takeSnapshot(run, live, payload, event)
                : takePiece(run, live, attempt, payload);
    }

    private boolean takeSnapshot(String run, @Nullable Live live, JsonObject payload, EncodedEvent event) {
        if (live != null
                && live.attempt == payload.getInteger("attempt")
                && !live.incomplete
                && payload.getInteger("offset") <= live.text.length()) {
            live.heard = System.nanoTime();
            return false;
        }
        runs.put(run, new Live(payload, event));
        return true;
    }

    private boolean takePiece(String run, @Nullable Live live, int attempt, JsonObject payload) {
        if (live == null || attempt > live.attempt) {
            // Its snapshot was lost; the next one comes within a second.
            runs.remove(run);
            return false;
        }
        int offset = payload.getInteger("offset");
        boolean follows = !live.incomplete && offset == live.text.length();
        if (follows) {
            live.text.append(payload.getString("text"));
            live.snapshot = null;
            live.heard = System.nanoTime();
        } else if (offset > live.text.length()) {
            live.incomplete = true;
        }
        return follows;
    }

    /** What to tell who comes now. */
    List<EncodedEvent> snapshots() {
        runs.values().removeIf(live -> System.nanoTime() - live.heard > SILENT_NANOS);
        return runs.values().stream()
                .filter(live -> !live.incomplete)
                .map(this::snapshot)
                .toList();
    }

    private EncodedEvent snapshot(Live live) {
        if (live.snapshot == null) {
            JsonObject payload =
                    live.told.copy().put("offset", live.text.length()).put("text", live.text.toString());
            live.snapshot = EncodedEvent.of(
                    channel,
                    new JsonObject()
                            .put("event", EventName.AI_RUN.wireName())
                            .put("channel", channel)
                            .put("payload", payload)
                            .toBuffer());
        }
        return Objects.requireNonNull(live.snapshot);
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_RUNS;
            }
        };
    }
}
