package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;

/** An operator's request for the tasks that are not over, of all sessions. */
public record ListOpenTasks() implements BusRecord {
    /** More are not shown. */
    public static final int MOST = 100;
}
