package dev.cogo.gateway.auth.mail;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.identity.Ids;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The mail that is to be sent, as rows. For virtual threads. */
public final class Mails {
    /** Nobody's mailbox is filled by whoever knows the address. */
    static final Duration PAUSE = Duration.ofMinutes(15);

    private Mails() {}

    /**
     * Has a mail with a link to choose a password sent to the account of an address, if there is one that a person uses; the same work
     * either way. Not within {@link #PAUSE} after the last one.
     */
    public static void reset(Database database, String email) {
        database.query("""
                INSERT INTO mails (id, user_id)
                SELECT $1, a.id FROM accounts a
                WHERE a.email = $2 AND a.disabled_at IS NULL AND NOT a.is_service
                  AND NOT EXISTS (SELECT FROM mails m
                                  WHERE m.user_id = a.id AND m.created_at > now() - $3 * interval '1 second')
                """, Ids.next(), email, (double) PAUSE.toSeconds());
    }

    /** Has a mail with a link sent by which an account is made, if the address has none, likewise. */
    public static void join(Database database, String email, @Nullable String language) {
        database.query("""
                INSERT INTO mails (id, email, language)
                SELECT $1, $2, $3
                WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.email = $2)
                  AND NOT EXISTS (SELECT FROM mails m
                                  WHERE m.email = $2 AND m.created_at > now() - $4 * interval '1 second')
                """, Ids.next(), email, language, (double) PAUSE.toSeconds());
    }
}
