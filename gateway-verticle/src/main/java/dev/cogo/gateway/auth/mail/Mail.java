package dev.cogo.gateway.auth.mail;

import dev.cogo.gateway.auth.code.CodeWish;
import dev.cogo.gateway.auth.mail.MailText.Kind;
import dev.cogo.gateway.auth.password.PasswordLinks.Holder;
import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that is to be sent, as it was claimed.
 *
 * @param code that it brings; null for a link to choose a password
 * @param notice what an address is told, instead of both
 */
record Mail(
        UUID id,
        Holder to,
        int attempts,
        @Nullable CodeWish code,
        @Nullable Kind notice) implements Leased {
    /** Mails that have neither been sent nor been given up. */
    static final LeaseTable<Mail> TABLE = LeaseTable.of(
                    "mails", "id, user_id, email, language, attempts, code, notice", Mail::of, "ended_at IS NULL")
            .onClaim("attempts = attempts + 1");

    private static Mail of(Row row) {
        Holder to = new Holder(row.getUUID("user_id"), row.getString("email"), row.getString("language"));
        JsonObject code = row.getJsonObject("code");
        String notice = row.getString("notice");
        return new Mail(
                row.getUUID("id"),
                to,
                row.getInteger("attempts"),
                code == null ? null : CodeWish.of(code),
                notice == null ? null : Kind.valueOf(notice));
    }
}
