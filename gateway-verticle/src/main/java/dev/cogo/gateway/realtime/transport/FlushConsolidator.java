package dev.cogo.gateway.realtime.transport;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sockets of a hub that were written to and not flushed. A flush is a system call, by far the dearest part of a delivery,
 * so all that a socket is sent in one go leaves in one: the flush stands behind the deliveries that wait on the event loop
 * when the first is written, and nothing waits for what is not there yet. Used on the hub's event loop only.
 */
public final class FlushConsolidator {
    private static final int MAX_EVENTS = 64;
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Context context;
    private final SharedFrames frames = new SharedFrames();
    private List<RawSocket> unflushed = new ArrayList<>();
    private List<RawSocket> spare = new ArrayList<>();
    private boolean due;
    private int events;
    private long since;

    /** @param context of the hub */
    public FlushConsolidator(Context context) {
        this.context = context;
    }

    SharedFrames frames() {
        return frames;
    }

    /** Notes a socket for the next flush; it is not noted yet. */
    void add(RawSocket socket) {
        unflushed.add(socket);
        if (!due) {
            due = true;
            since = System.nanoTime();
            context.runOnContext(go -> {
                due = false;
                flush();
            });
        }
    }

    /** Says that an event was handed to all its sockets: a long burst is flushed on the way. */
    public void delivered() {
        events++;
        if (events >= MAX_EVENTS || System.nanoTime() - since > MAX_NANOS) {
            flush();
        }
    }

    private void flush() {
        events = 0;
        since = System.nanoTime();
        frames.clear();
        List<RawSocket> now = unflushed;
        // A flush may end a connection, and what follows from that may write to others.
        unflushed = spare;
        now.forEach(RawSocket::flush);
        now.clear();
        spare = now;
    }
}
