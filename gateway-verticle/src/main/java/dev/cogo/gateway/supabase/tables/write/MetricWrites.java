package dev.cogo.gateway.supabase.tables.write;

import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** {@code function_metrics}, which servers write that have the service key. */
public record MetricWrites(Bus bus) {
    private static final int MAX_NAME = 200;

    /** Stores what functions took. */
    public Future<Void> insert(List<JsonObject> rows, Cost cost) {
        RecordMetrics request =
                new RecordMetrics(rows.stream().map(MetricWrites::metric).toList());
        return bus.request(Address.METRICS_RECORD, request, cost).mapEmpty();
    }

    private static Metric metric(JsonObject row) {
        Cells cells =
                new Cells(Table.METRICS, row).allow(Table.METRICS.columns().keySet());
        String name = cells.required("function_name");
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw TableError.value("function_name has 1 to " + MAX_NAME + " characters, none of them for control");
        }
        return new Metric(
                name,
                cells.count("execution_time", 0),
                cells.count("db_queries", 0),
                cells.count("ai_requests", 0),
                cells.count("errors", 0),
                Math.max(1, cells.count("calls", 1)),
                Objects.requireNonNullElseGet(cells.time("timestamp"), Instant::now));
    }
}
