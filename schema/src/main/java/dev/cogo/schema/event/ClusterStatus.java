package dev.cogo.schema.event;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;

/**
 * What the database knows of the whole cluster: the payload of the event {@code cluster_status}.
 *
 * @param aiCostTodayMicros in millionths of a dollar, since midnight in UTC
 * @param agents those that are registered
 * @param agentsEnabled those of them that get tasks
 */
public record ClusterStatus(Instant at, long aiCostTodayMicros, long agents, long agentsEnabled, List<OpenWork> work)
        implements BusRecord {
    public ClusterStatus {
        work = List.copyOf(work);
    }

    /**
     * Rows of work of one kind that have not ended.
     *
     * @param waiting those that nobody works on; counted up to {@link #MOST}
     * @param running those under way; counted likewise
     */
    public record OpenWork(String kind, long waiting, long running) {
        /** More are not counted. */
        public static final int MOST = 10_000;
    }
}
