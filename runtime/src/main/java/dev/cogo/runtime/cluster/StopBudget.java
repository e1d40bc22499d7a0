package dev.cogo.runtime.cluster;

import java.time.Duration;

/**
 * How long a node takes to stop at most: less than the ten seconds that Docker gives before it kills, since on a busy machine the
 * process takes its time, too. The steps follow each other; each has its share, and what it leaves goes to those behind it. What is
 * cut off is what a crash would leave: requests are asked again, work goes to other nodes when its lease ends.
 */
public final class StopBudget {
    /** All of a node, before its process ends. */
    public static final Duration WHOLE = Duration.ofSeconds(7);
    /** The doors: connections that are told to come back elsewhere, and the requests that are under way. */
    public static final Duration DOORS = Duration.ofSeconds(3);
    /** Of that, the connections: who does not take the goodbye is cut off. */
    public static final Duration GOODBYES = Duration.ofMillis(1500);
    /** Work under way in a service, before it is given to other nodes. */
    public static final Duration WORK = Duration.ofMillis(1500);
    /** What the services that do such work leave to the rest. */
    public static final Duration AFTER_WORK = Duration.ofMillis(2500);
    /** What the chat, which they all need, leaves to the end of Vert.x and of the membership. */
    public static final Duration AFTER_SERVICES = Duration.ofSeconds(2);
    /** What the end of Vert.x leaves to that of the membership. */
    public static final Duration MEMBERSHIP = Duration.ofMillis(1500);
    /** Of that, for partitions to wander to other members; those who stay have copies. */
    public static final Duration HANDOVER = Duration.ofSeconds(1);

    private final long end;

    private StopBudget(long end) {
        this.end = end;
    }

    /** Begins now. */
    public static StopBudget of(Duration whole) {
        return new StopBudget(System.nanoTime() + whole.toNanos());
    }

    /** What is left for a step that leaves so much to others; a moment at least. */
    public Duration until(Duration rest) {
        long nanos = end - System.nanoTime() - rest.toNanos();
        return Duration.ofNanos(Math.max(nanos, 1_000_000));
    }
}
