package dev.cogo.gateway.auth.mail;

import dev.cogo.gateway.auth.password.PasswordLinks.Holder;
import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** A mail that is to be sent, as it was claimed. */
record Mail(UUID id, Holder to, int attempts) implements Leased {
    /** Mails that have neither been sent nor been given up. */
    static final LeaseTable<Mail> TABLE = LeaseTable.of(
                    "mails", "id, user_id, email, language, attempts", Mail::of, "ended_at IS NULL")
            .onClaim("attempts = attempts + 1");

    private static Mail of(Row row) {
        Holder to = new Holder(row.getUUID("user_id"), row.getString("email"), row.getString("language"));
        return new Mail(row.getUUID("id"), to, row.getInteger("attempts"));
    }
}
