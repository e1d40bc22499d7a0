package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** A row of {@code webhook_endpoints} as the work that it is: to deliver what is due, one after the other. */
record Endpoint(UUID id, String url, int attempts) implements Leased {
    static final LeaseTable<Endpoint> TABLE =
            LeaseTable.of("webhook_endpoints", "id, url, attempts", Endpoint::of, "enabled AND pending");

    private static Endpoint of(Row row) {
        return new Endpoint(row.getUUID("id"), row.getString("url"), row.getInteger("attempts"));
    }
}
