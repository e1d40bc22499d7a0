package dev.cogo.chat.replica;

/** Something that a gateway node has told a home. */
public abstract class ReplicaEntry {
    /** The gateway's generation when it said so. None: the gateway counts it when it confirms it. */
    private int generation = -1;

    /** Its part of the checksum that home and gateway compare. */
    public abstract long hash();

    int generation() {
        return generation;
    }

    void confirm(int current) {
        generation = current;
    }
}
