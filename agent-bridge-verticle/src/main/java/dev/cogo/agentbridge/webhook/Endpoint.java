package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code webhook_endpoints} as the work that it is: to deliver what is due, one after the other.
 *
 * @param url null when each delivery knows where it goes
 * @param listens whether it hears of messages
 */
record Endpoint(UUID id, @Nullable String url, boolean listens, int attempts) implements Leased {
    /** The operators' endpoints. */
    static final LeaseTable<Endpoint> OF_OPERATORS = table("user_id IS NULL");

    /** What users name for their tasks, a row for each user. */
    static final LeaseTable<Endpoint> OF_USERS = table("user_id IS NOT NULL").named("a2a_push");

    private static LeaseTable<Endpoint> table(String whose) {
        return LeaseTable.of(
                "webhook_endpoints", "id, url, listens, attempts", Endpoint::of, "enabled AND pending AND " + whose);
    }

    private static Endpoint of(Row row) {
        return new Endpoint(
                row.getUUID("id"), row.getString("url"), row.getBoolean("listens"), row.getInteger("attempts"));
    }
}
