package dev.cogo.gateway.auth.password;

import dev.cogo.gateway.auth.login.RandomToken;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Links to choose a password with. An account has one at a time, and the database knows its hash alone. For virtual threads. */
public final class PasswordLinks {
    /** Somebody hands it over by hand, perhaps after a weekend. */
    static final Duration LIFE = Duration.ofDays(3);

    private static final String PAGE = "/#/password/";
    private static final int PURGE_BATCH = 10_000;

    private final Database database;

    public PasswordLinks(Database database) {
        this.database = database;
    }

    /** Makes a link for an account, to be handed over; the one before is void. */
    public static PasswordLink create(Statements transaction, UUID userId) {
        return create(transaction, userId, LIFE);
    }

    /** Makes a link that is good for so long, likewise. */
    public static PasswordLink create(Statements transaction, UUID userId, Duration life) {
        transaction.query("DELETE FROM password_links WHERE user_id = $1", userId);
        String token = RandomToken.next();
        Instant expiresAt = transaction
                .query("""
                        INSERT INTO password_links (token_hash, user_id, expires_at)
                        VALUES ($1, $2, now() + $3 * interval '1 second')
                        RETURNING expires_at
                        """, RandomToken.hash(token), userId, (double) life.toSeconds())
                .iterator()
                .next()
                .getOffsetDateTime("expires_at")
                .toInstant();
        return new PasswordLink(token, PAGE + token, expiresAt);
    }

    /** Whose link it is; {@code link_not_found}. It is still good after this. */
    public UUID find(String token) {
        return first(database.query(
                "SELECT user_id FROM password_links WHERE token_hash = $1 AND expires_at > now()",
                RandomToken.hash(token)));
    }

    /** Uses a link up; {@code link_not_found}. */
    public static UUID use(Statements transaction, String token) {
        return first(transaction.query(
                "DELETE FROM password_links WHERE token_hash = $1 AND expires_at > now() RETURNING user_id",
                RandomToken.hash(token)));
    }

    /** Deletes those that nobody used, a few thousand at a time. */
    public int purge() {
        return database.query("""
                        DELETE FROM password_links WHERE token_hash IN (
                            SELECT token_hash FROM password_links WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
    }

    private static UUID first(RowSet<Row> found) {
        if (found.size() == 0) {
            throw new CogoException(
                    ErrorCode.LINK_NOT_FOUND, "the link is unknown, used or too old: ask for a new one");
        }
        return found.iterator().next().getUUID("user_id");
    }
}
