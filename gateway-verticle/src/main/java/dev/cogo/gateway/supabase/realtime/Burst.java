package dev.cogo.gateway.supabase.realtime;

import java.util.concurrent.TimeUnit;

/** Things that follow each other closely, of which only the first is told. Used on one event loop only. */
final class Burst {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private String last = "";
    private long lastAt;

    /** Notes a thing; true when it is another one than the last, or the last was more than a second ago. */
    boolean begins(String what, long nanoTime) {
        boolean begins = !what.equals(last) || nanoTime - lastAt > PAUSE_NANOS;
        last = what;
        lastAt = nanoTime;
        return begins;
    }
}
