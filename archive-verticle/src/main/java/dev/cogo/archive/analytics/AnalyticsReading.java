package dev.cogo.archive.analytics;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.AnalyticsHour;
import dev.cogo.schema.archive.ReadAnalytics;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** Reads the view {@code chat_analytics}. That the caller is an operator is the door's to check. */
public final class AnalyticsReading {
    private final Database database;

    public AnalyticsReading(Database database) {
        this.database = database;
    }

    /** The last hours that had messages, newest first, the current one included. */
    public Analytics read(ReadAnalytics request) {
        List<AnalyticsHour> hours = new ArrayList<>();
        database.query("""
                        SELECT hour, message_count, active_sessions, active_users,
                               avg_message_length::float8 AS avg_message_length, ai_responses
                        FROM chat_analytics
                        WHERE hour > date_trunc('hour', now()) - make_interval(hours => $1)
                        ORDER BY hour DESC""", request.hours()).forEach(row -> hours.add(hour(row)));
        return new Analytics(hours, null);
    }

    private static AnalyticsHour hour(Row row) {
        return new AnalyticsHour(
                row.getOffsetDateTime("hour").toInstant(),
                row.getLong("message_count"),
                row.getLong("active_sessions"),
                row.getLong("active_users"),
                row.getDouble("avg_message_length"),
                row.getLong("ai_responses"));
    }
}
