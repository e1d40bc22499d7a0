package dev.cogo.chat.home;

/** Whether a home and a gateway agree on what the gateway has announced: count and checksum of it (anti-entropy). */
public final class ReplicaCheck {
    // One difference may be two views of the cluster that have not met yet.
    private static final int TOLERATED_DIFFERENCES = 2;

    private int count;
    private long hash;
    private int differences;

    /** Something was announced. */
    public void add(long hashOfOne) {
        count++;
        hash += hashOfOne;
    }

    /** Something announced is no more. */
    public void remove(long hashOfOne) {
        count--;
        hash -= hashOfOne;
    }

    /** Nothing counts as announced. */
    public void clear() {
        count = 0;
        hash = 0;
        differences = 0;
    }

    /** Whether this home and the gateway, which believes so, have differed for long enough. */
    public boolean differs(int itsCount, long itsHash) {
        differences = count == itsCount && hash == itsHash ? 0 : differences + 1;
        return differences >= TOLERATED_DIFFERENCES;
    }
}
