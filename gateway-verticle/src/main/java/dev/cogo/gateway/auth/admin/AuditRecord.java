package dev.cogo.gateway.auth.admin;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the security log; {@code docs/operating.md} explains the fields.
 *
 * @param user the account that an operator worked on
 * @param details the fields that only some events have
 */
public record AuditRecord(
        UUID id,
        Instant at,
        String event,
        String outcome,
        @Nullable String reason,
        @Nullable String actor,
        @Nullable String target,
        @Nullable String user,
        @Nullable String account,
        @Nullable String address,
        @Nullable String request,
        Map<String, Object> details) {

    static AuditRecord of(Row row) {
        return new AuditRecord(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("event"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("actor"),
                row.getString("target"),
                row.getString("user_id"),
                row.getString("account"),
                row.getString("address"),
                row.getString("request"),
                row.getJsonObject("details").getMap());
    }
}
