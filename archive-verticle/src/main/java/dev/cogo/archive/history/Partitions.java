package dev.cogo.archive.history;

import dev.cogo.runtime.database.Database;

/** Makes history's monthly partitions before they are needed; a row without one would land in the default partition. */
public final class Partitions {
    private final Database database;
    private final int monthsAhead;

    public Partitions(Database database, int monthsAhead) {
        this.database = database;
        this.monthsAhead = monthsAhead;
    }

    /** Makes what is missing from this month on; how many that were. */
    public int createAhead() {
        int created = 0;
        for (int month = 0; month <= monthsAhead; month++) {
            // A transaction each: attaching takes a lock on the default partition, which inserts need for a moment.
            boolean made = database.query("""
                            SELECT create_history_partition(
                                ((now() AT TIME ZONE 'UTC') + make_interval(months => $1))::date) AS made""", month).iterator().next().getBoolean("made");
            created += made ? 1 : 0;
        }
        return created;
    }
}
