package dev.cogo.runtime.audit;

import dev.cogo.runtime.trace.RequestTrace;
import dev.cogo.schema.identity.Ids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the security log on its way into the table {@code audit_log}.
 *
 * @param fields by name, those of the line
 * @param request which it was written for; null outside a request
 */
record AuditRow(
        UUID id, Map<String, String> fields, @Nullable String request) {
    /** Of a line that is written now, for the current request. */
    static AuditRow of(Map<String, String> fields) {
        return new AuditRow(
                Ids.next(),
                Map.copyOf(fields),
                RequestTrace.current().map(RequestTrace::requestId).orElse(null));
    }

    Instant at() {
        return Ids.time(id);
    }

    @Nullable
    String field(String name) {
        return fields.get(name);
    }

    /** The fields that have no column of their own. */
    Map<String, String> details() {
        Map<String, String> rest = new LinkedHashMap<>(fields);
        AuditStore.COLUMNS.forEach(rest::remove);
        return rest;
    }
}
