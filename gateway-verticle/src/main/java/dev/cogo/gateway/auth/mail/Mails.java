package dev.cogo.gateway.auth.mail;

import dev.cogo.gateway.auth.code.CodeWish;
import dev.cogo.gateway.auth.mail.MailText.Kind;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.identity.Ids;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mail that is to be sent, as rows. For virtual threads. */
public final class Mails {
    /** Nobody's mailbox is filled by whoever knows the address. */
    static final Duration PAUSE = Duration.ofMinutes(15);

    /** Codes are good for an hour, and people wait for them. */
    private static final Duration CODE_PAUSE = Duration.ofMinutes(1);

    private static final int CODES_IN_AN_HOUR = 6;

    private Mails() {}

    /**
     * Has a mail with a code sent to an address, to who has an account by it or may have one. Not within {@link #CODE_PAUSE} after the
     * last one, and not more than {@link #CODES_IN_AN_HOUR} in an hour, whoever asks.
     *
     * @param known whether who has an account gets it
     * @param others whether who has none does
     */
    public static void code(Database database, String email, CodeWish wish, boolean known, boolean others) {
        database.query("""
                INSERT INTO mails (id, user_id, email, code)
                SELECT $1, a.id, CASE WHEN a.id IS NULL THEN $2 END, $3
                FROM (SELECT) AS one LEFT JOIN accounts a ON a.email = $2
                WHERE CASE WHEN a.id IS NULL THEN $5 ELSE $4 AND a.disabled_at IS NULL AND NOT a.is_service END
                  AND (SELECT count(*) < $6 AND coalesce(max(m.created_at) < now() - $7 * interval '1 second', true)
                       FROM mails m
                       WHERE (m.user_id = a.id OR m.email = $2) AND m.code IS NOT NULL
                         AND m.created_at > now() - interval '1 hour')
                """, Ids.next(), email, wish.toJson(), known, others, CODES_IN_AN_HOUR, (double)
                CODE_PAUSE.toSeconds());
    }

    /** Has the code by which an account is made sent again, likewise; nothing where none was. */
    public static void signUpAgain(Database database, String email) {
        database.query("""
                        SELECT code FROM mails WHERE email = $1 AND code ->> 'purpose' = 'signup'
                        ORDER BY created_at DESC LIMIT 1
                        """, email)
                .forEach(row -> code(database, email, CodeWish.of(row.getJsonObject("code")), false, true));
    }

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
                                  WHERE m.user_id = a.id AND m.notice IS NULL AND m.created_at > now() - $3 * interval '1 second')
                """, Ids.next(), email, (double) PAUSE.toSeconds());
    }

    /** Has a mail with a link sent by which an account is made, if the address has none, likewise. */
    public static void join(Database database, String email, @Nullable String language) {
        database.query("""
                INSERT INTO mails (id, email, language)
                SELECT $1, $2, $3
                WHERE NOT EXISTS (SELECT FROM accounts a WHERE a.email = $2)
                  AND NOT EXISTS (SELECT FROM mails m
                                  WHERE m.email = $2 AND m.notice IS NULL AND m.created_at > now() - $4 * interval '1 second')
                """, Ids.next(), email, language, (double) PAUSE.toSeconds());
    }

    /**
     * Has both addresses told that one has taken the other's place.
     *
     * @param before null for who had none
     */
    public static void addressChanged(Statements transaction, UUID userId, @Nullable String before, String now) {
        if (before != null) {
            notice(transaction, userId, before, Kind.ADDRESS_LEFT);
        }
        notice(transaction, userId, now, Kind.ADDRESS_TAKEN);
    }

    // An address that somebody gives to account after account is told once.
    private static void notice(Statements transaction, UUID userId, String email, Kind kind) {
        transaction.query("""
                INSERT INTO mails (id, user_id, email, language, notice)
                SELECT $1, $2, $3, (SELECT language FROM user_language_preferences WHERE user_id = $2), $4
                WHERE NOT EXISTS (SELECT FROM mails m
                                  WHERE m.email = $3 AND m.notice = $4 AND m.created_at > now() - $5 * interval '1 second')
                """, Ids.next(), userId, email, kind.name(), (double) PAUSE.toSeconds());
    }
}
