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
import org.jspecify.annotations.Nullable;

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

    /**
     * Who chooses a password by a link: somebody with an account, or who gets one by it.
     *
     * @param userId null for who has no account yet
     * @param email of that one; null for the others
     * @param language what that one speaks; null when it is not known
     */
    public record Holder(
            @Nullable UUID userId,
            @Nullable String email,
            @Nullable String language) {
        public static Holder of(UUID userId) {
            return new Holder(userId, null, null);
        }
    }

    /** Makes a link for an account, to be handed over; the one before is void. */
    public static PasswordLink create(Statements transaction, UUID userId) {
        return create(transaction, Holder.of(userId), LIFE, false);
    }

    /** Makes a link that is mailed and good for so long; the one that was mailed before is void. */
    public static PasswordLink createMailed(Statements transaction, Holder holder, Duration life) {
        return create(transaction, holder, life, true);
    }

    private static PasswordLink create(Statements transaction, Holder holder, Duration life, boolean mailed) {
        transaction.query(
                "DELETE FROM password_links WHERE (user_id = $1 OR email = $2) AND mailed = $3",
                holder.userId(),
                holder.email(),
                mailed);
        String token = RandomToken.next();
        Instant expiresAt = transaction
                .query(
                        """
                        INSERT INTO password_links (token_hash, user_id, email, language, mailed, expires_at)
                        VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 second')
                        RETURNING expires_at
                        """,
                        RandomToken.hash(token),
                        holder.userId(),
                        holder.email(),
                        holder.language(),
                        mailed,
                        (double) life.toSeconds())
                .iterator()
                .next()
                .getOffsetDateTime("expires_at")
                .toInstant();
        return new PasswordLink(token, PAGE + token, expiresAt);
    }

    /** Whose link it is; {@code link_not_found}. It is still good after this. */
    public Holder find(String token) {
        return first(database.query("""
                SELECT user_id, email, language FROM password_links WHERE token_hash = $1 AND expires_at > now()
                """, RandomToken.hash(token)));
    }

    /** Uses a link up, and the other one that its holder may have; {@code link_not_found}. */
    public static void use(Statements transaction, String token) {
        Holder holder = first(transaction.query("""
                DELETE FROM password_links WHERE token_hash = $1 AND expires_at > now() RETURNING user_id, email, language
                """, RandomToken.hash(token)));
        transaction.query(
                "DELETE FROM password_links WHERE user_id = $1 OR email = $2", holder.userId(), holder.email());
    }

    /** Makes a link void that was mailed to an account. */
    public static void forgetMailed(Statements transaction, UUID userId) {
        transaction.query("DELETE FROM password_links WHERE user_id = $1 AND mailed", userId);
    }

    /** Deletes those that nobody used, a few thousand at a time. */
    public int purge() {
        return database.query("""
                        DELETE FROM password_links WHERE token_hash IN (
                            SELECT token_hash FROM password_links WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
    }

    private static Holder first(RowSet<Row> found) {
        if (found.size() == 0) {
            throw new CogoException(
                    ErrorCode.LINK_NOT_FOUND, "the link is unknown, used or too old: ask for a new one");
        }
        Row row = found.iterator().next();
        return new Holder(row.getUUID("user_id"), row.getString("email"), row.getString("language"));
    }
}
