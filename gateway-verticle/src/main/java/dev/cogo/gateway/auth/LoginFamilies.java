package dev.cogo.gateway.auth;

import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.Database.Statements;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.UUID;

/**
 * Logins. Each begins a family of refresh tokens; a refresh uses one up and makes the next. A token that comes twice was
 * stolen, from the user or from us, and ends the whole family (RFC 9700, section 4.14.2). For virtual threads.
 */
final class LoginFamilies {
    private static final int PURGE_BATCH = 10_000;

    private final Database database;
    private final Duration life;

    /**
     * Families in this database.
     *
     * @param life how long a refresh token is good for
     */
    LoginFamilies(Database database, Duration life) {
        this.database = database;
        this.life = life;
    }

    /** What became of a token that was to be refreshed. */
    sealed interface Refresh {
        /** It was good, and is used up now. */
        record Rotated(UUID userId, UUID familyId, String next) implements Refresh {}

        /** It had been used before; the family is ended. */
        record Reused(UUID userId, UUID familyId) implements Refresh {}

        /** It is unknown, too old, or of a login that has ended. */
        record Refused() implements Refresh {}
    }

    /** A family and its first token. */
    record Begun(UUID familyId, String refreshToken) {}

    /** Begins a login. */
    Begun begin(Statements transaction, UUID userId) {
        UUID family = Ids.next();
        transaction.query("INSERT INTO login_families (id, user_id) VALUES ($1, $2)", family, userId);
        return new Begun(family, addToken(transaction, family));
    }

    /** Uses a token up, and makes the next. */
    Refresh rotate(String token) {
        Buffer hash = RefreshToken.hash(token);
        return database.transaction(transaction -> {
            // Both rows are locked, so that of two uses at the same time one is the first, and no token is made in a
            // family that is just being ended.
            RowSet<Row> found = transaction.query("""
                    SELECT f.id, f.user_id, f.ended_at IS NOT NULL AS ended, t.used_at IS NOT NULL AS used,
                           t.expires_at <= now() AS expired
                    FROM refresh_tokens t JOIN login_families f ON f.id = t.family_id
                    WHERE t.token_hash = $1
                    FOR UPDATE
                    """, hash);
            if (found.size() == 0) {
                return new Refresh.Refused();
            }
            Row row = found.iterator().next();
            UUID family = row.getUUID("id");
            if (row.getBoolean("ended") || row.getBoolean("expired")) {
                return new Refresh.Refused();
            }
            if (row.getBoolean("used")) {
                end(transaction, family, "reuse");
                return new Refresh.Reused(row.getUUID("user_id"), family);
            }
            transaction.query("UPDATE refresh_tokens SET used_at = now() WHERE token_hash = $1", hash);
            return new Refresh.Rotated(row.getUUID("user_id"), family, addToken(transaction, family));
        });
    }

    /** Ends the login of a token, used up or not; an unknown token changes nothing. */
    void endByToken(String token) {
        database.query("""
                UPDATE login_families f SET ended_at = now(), end_reason = 'logout'
                FROM refresh_tokens t
                WHERE t.token_hash = $1 AND f.id = t.family_id AND f.ended_at IS NULL
                """, RefreshToken.hash(token));
    }

    /**
     * Deletes tokens that have expired and logins that have none left. Expired tokens stay for as long as nobody can take
     * them for live ones; a few thousand at a time, so that no lock is held for long.
     *
     * @return how many rows
     */
    int purge() {
        int tokens = database.query("""
                        DELETE FROM refresh_tokens WHERE token_hash IN (
                            SELECT token_hash FROM refresh_tokens WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
        int families = database.query("""
                        DELETE FROM login_families WHERE id IN (
                            SELECT f.id FROM login_families f
                            WHERE f.created_at < now() - interval '1 hour'
                              AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = f.id)
                            LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
        return tokens + families;
    }

    private String addToken(Statements transaction, UUID family) {
        String token = RefreshToken.next();
        transaction.query("""
                INSERT INTO refresh_tokens (token_hash, family_id, expires_at)
                VALUES ($1, $2, now() + $3 * interval '1 second')
                """, RefreshToken.hash(token), family, (double) life.toSeconds());
        return token;
    }

    private static void end(Statements transaction, UUID family, String reason) {
        transaction.query(
                "UPDATE login_families SET ended_at = now(), end_reason = $2 WHERE id = $1 AND ended_at IS NULL",
                family,
                reason);
    }
}
