package dev.cogo.schema.home;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/** Heads of timelines: what a home tells a gateway that listens: how far timelines go, so that a lost event is missed though none follows it. */
public record TimelineHeads(List<Tip> tips) implements BusRecord {
    /**
     * The end of a session's timeline.
     *
     * @param seq of the last event
     * @param back whether the database has lost events that were told, so that their seqs are given anew
     */
    public record Tip(UUID sessionId, long seq, boolean back) {}
}
