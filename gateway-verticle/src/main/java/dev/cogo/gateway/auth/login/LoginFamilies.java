package dev.cogo.gateway.auth.login;

import dev.cogo.gateway.auth.login.LoginFamily.Method;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Logins. Each begins a family of refresh tokens; a refresh uses one up and makes the next. A token that comes again was
 * stolen, from the user or from us, and ends the whole family (RFC 9700, section 4.14.2), unless it looks like a client
 * that did not get the answer; see {@link #rotate}. For virtual threads.
 */
public final class LoginFamilies {
    /** How long after its use a token may come again: tabs that refresh at once, a page that was reloaded meanwhile. */
    static final Duration GRACE = Duration.ofSeconds(10);

    // So many refreshes of one login in GRACE are no client's.
    private static final int MAX_STEPS = 16;
    private static final int PURGE_BATCH = 10_000;

    private final Database database;
    private final RefreshTokens tokens;
    private final Duration life;
    private final Duration loginLife;
    private final LoginNotices notices;

    /**
     * Families in this database.
     *
     * @param life how long a refresh token is good for
     * @param loginLife how long a login is refreshed at most; an anonymous one, which can't be begun again, always is
     */
    public LoginFamilies(
            Database database, RefreshTokens tokens, Duration life, Duration loginLife, LoginNotices notices) {
        this.database = database;
        this.tokens = tokens;
        this.life = life;
        this.loginLife = loginLife;
        this.notices = notices;
    }

    /** What became of a token that was to be refreshed. */
    public sealed interface Refresh {
        /** It was good: here is the token to use next. */
        record Renewed(LoginFamily family, String next) implements Refresh {}

        /** It had been used before; the family is ended. */
        record Reused(LoginFamily family) implements Refresh {}

        /** It is unknown, too old, or of a login that has ended. */
        record Refused() implements Refresh {}
    }

    /** A family and its first token. */
    public record Begun(LoginFamily family, String refreshToken) {}

    private record Stored(boolean used, boolean justUsed, boolean expired) {}

    /** Begins a login; {@code account_disabled}. */
    public Begun begin(Statements transaction, UUID userId, Method method, LoginDoor door, Origin origin) {
        // The lock waits for who is just disabling it, and keeps them waiting.
        boolean open = transaction
                        .query("SELECT FROM accounts WHERE id = $1 AND disabled_at IS NULL FOR SHARE", userId)
                        .size()
                > 0;
        if (!open) {
            throw disabled();
        }
        UUID id = Ids.next();
        Row row = transaction
                .query(
                        """
                        INSERT INTO login_families (id, user_id, method, door, address, user_agent)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        RETURNING id, user_id, method, door, created_at
                        """,
                        id,
                        userId,
                        method.wireName(),
                        door.wireName(),
                        origin.address().key(),
                        origin.userAgent())
                .iterator()
                .next();
        String token = RandomToken.next();
        add(transaction, id, token);
        return new Begun(family(row), token);
    }

    /**
     * Uses a token up and makes the next. A token that was used already gets the active one, and nothing changes, when it
     * was used less than {@link #GRACE} ago or, in a login of the Supabase doors, when the active one is the very next:
     * the client never got that. Any other ends the family.
     *
     * @param now by the clock that tokens go by
     */
    public Refresh rotate(String token, Instant now) {
        Refresh refresh = database.transaction(transaction -> {
            // The family's lock makes its refreshes and its end wait for each other. Nothing else is locked, and what
            // the
            // token's row says is read after it: while this waited, another refresh may have used it up.
            RowSet<Row> locked = transaction.query("""
                    SELECT id, user_id, method, door, created_at FROM login_families
                    WHERE id = (SELECT family_id FROM refresh_tokens WHERE token_hash = $1) AND ended_at IS NULL
                    FOR UPDATE
                    """, RandomToken.hash(token));
            Optional<Stored> stored = find(transaction, token);
            if (locked.size() == 0 || stored.isEmpty() || stored.get().expired()) {
                return new Refresh.Refused();
            }
            LoginFamily family = family(locked.iterator().next());
            if (lifeLeft(family, now).isZero()) {
                end(transaction, family.userId(), family.id(), null, "age");
                return new Refresh.Refused();
            }
            if (stored.get().used()) {
                return again(transaction, family, token, stored.get());
            }
            String next = tokens.after(token);
            transaction.query(
                    "UPDATE refresh_tokens SET used_at = now() WHERE token_hash = $1", RandomToken.hash(token));
            add(transaction, family.id(), next);
            return new Refresh.Renewed(family, next);
        });
        if (refresh instanceof Refresh.Reused(LoginFamily family)) {
            notices.ended(family.userId(), List.of(family.id()), "reuse");
        }
        return refresh;
    }

    private Refresh again(Statements transaction, LoginFamily family, String token, Stored stored) {
        String next = tokens.after(token);
        for (int step = 1; step <= MAX_STEPS; step++) {
            boolean allowed = stored.justUsed() || (family.door() == LoginDoor.SUPABASE && step == 1);
            // None when a node of the previous version made the next one at random, or the secret is another.
            Optional<Stored> found = allowed ? find(transaction, next) : Optional.empty();
            if (found.isEmpty()) {
                break;
            }
            if (!found.get().used()) {
                return found.get().expired() ? new Refresh.Refused() : new Refresh.Renewed(family, next);
            }
            next = tokens.after(next);
        }
        end(transaction, family.userId(), family.id(), null, "reuse");
        return new Refresh.Reused(family);
    }

    /** How much longer a login lasts, however often it is refreshed; zero when it is over. */
    public Duration lifeLeft(LoginFamily family, Instant now) {
        if (family.method() == Method.ANONYMOUS) {
            return ChronoUnit.FOREVER.getDuration();
        }
        Duration left = Duration.between(now, family.beganAt().plus(loginLife));
        return left.toSeconds() < 1 ? Duration.ZERO : left.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Whether a login of the system before goes on, which is one of ours from now on.
     *
     * @param id what it had there
     * @param anonymous whether the account has no address
     */
    public boolean adopt(UUID id, UUID userId, boolean anonymous) {
        return database.transaction(transaction -> {
            Optional<Boolean> known = isOpen(transaction, id, userId);
            if (known.isPresent()) {
                return known.get();
            }
            // As for a login that begins. It proves nothing of who is there now, so it is not a recent one.
            transaction.query(
                    """
                    INSERT INTO login_families (id, user_id, created_at, method, door)
                    SELECT $1, id, now() - interval '1 hour', $3, $4
                    FROM accounts WHERE id = $2 AND disabled_at IS NULL FOR SHARE
                    ON CONFLICT (id) DO NOTHING
                    """,
                    id,
                    userId,
                    (anonymous ? Method.ANONYMOUS : Method.FORMER).wireName(),
                    LoginDoor.SUPABASE.wireName());
            return isOpen(transaction, id, userId).orElse(false);
        });
    }

    private static Optional<Boolean> isOpen(Statements transaction, UUID id, UUID userId) {
        return transaction
                .query("SELECT user_id = $2 AND ended_at IS NULL AS open FROM login_families WHERE id = $1", id, userId)
                .stream()
                .map(row -> row.getBoolean("open"))
                .findFirst();
    }

    /** Whether a login goes on that began at most so long ago. */
    public boolean isRecent(UUID family, Duration age) {
        return database.query("""
                        SELECT 1 FROM login_families
                        WHERE id = $1 AND ended_at IS NULL AND created_at > now() - $2 * interval '1 second'
                        """, family, (double) age.toSeconds()).size() > 0;
    }

    /** Whether a login goes on that began without an account, which has no password since. */
    public boolean isAnonymous(UUID family) {
        return database.query("""
                        SELECT 1 FROM login_families WHERE id = $1 AND ended_at IS NULL AND method = 'anonymous'
                        """, family).size() > 0;
    }

    /** Makes an anonymous login, whose account has a password now, one like all others. */
    public static void provedByPassword(Statements transaction, UUID family) {
        transaction.query("UPDATE login_families SET method = 'password' WHERE id = $1", family);
    }

    /** Whether a login goes on. */
    public boolean isOpen(UUID family) {
        return database.query("SELECT 1 FROM login_families WHERE id = $1 AND ended_at IS NULL", family)
                        .size()
                > 0;
    }

    /** Ends the login of a token, used up or not; an unknown token changes nothing. */
    public void endByToken(String token) {
        database.query("""
                        UPDATE login_families f SET ended_at = now(), end_reason = 'logout'
                        FROM refresh_tokens t
                        WHERE t.token_hash = $1 AND f.id = t.family_id AND f.ended_at IS NULL
                        RETURNING f.id, f.user_id
                        """, RandomToken.hash(token))
                .forEach(row -> notices.ended(row.getUUID("user_id"), List.of(row.getUUID("id")), "logout"));
    }

    /**
     * Ends logins of a user; tell the {@link LoginNotices} after the commit.
     *
     * @param only this one; null for all
     * @param except not this one; null for none
     * @return which have ended by this
     */
    public static List<UUID> end(
            Statements statements, UUID userId, @Nullable UUID only, @Nullable UUID except, String reason) {
        List<UUID> ended = new ArrayList<>();
        statements.query("""
                        UPDATE login_families SET ended_at = now(), end_reason = $4
                        WHERE user_id = $1 AND ended_at IS NULL
                          AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
                        RETURNING id
                        """, userId, only, except, reason).forEach(row -> ended.add(row.getUUID("id")));
        return ended;
    }

    /**
     * Deletes tokens that have expired and logins that have none left. Expired tokens stay for as long as nobody can take
     * them for live ones; a few thousand at a time, so that no lock is held for long.
     *
     * @return how many rows
     */
    public int purge() {
        int tokens = database.query("""
                        DELETE FROM refresh_tokens WHERE token_hash IN (
                            SELECT token_hash FROM refresh_tokens WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
        int families = database.query("""
                        DELETE FROM login_families WHERE id IN (
                            SELECT f.id FROM login_families f
                            -- Longer than an access token of the system before is good for, whose login has no others.
                            WHERE f.created_at < now() - interval '8 days' AND f.method <> 'token'
                              AND NOT EXISTS (SELECT FROM refresh_tokens t WHERE t.family_id = f.id)
                            LIMIT $1 FOR UPDATE SKIP LOCKED)
                        """, PURGE_BATCH).rowCount();
        return tokens + families;
    }

    public static CogoException disabled() {
        return new CogoException(ErrorCode.ACCOUNT_DISABLED, "an operator has disabled this account");
    }

    private Optional<Stored> find(Statements transaction, String token) {
        RowSet<Row> found = transaction.query("""
                SELECT used_at IS NOT NULL AS used, expires_at <= now() AS expired,
                       coalesce(used_at > now() - $2 * interval '1 second', false) AS just_used
                FROM refresh_tokens WHERE token_hash = $1
                """, RandomToken.hash(token), (double) GRACE.toSeconds());
        return found.size() == 0
                ? Optional.empty()
                : Optional.of(found.iterator().next())
                        .map(row -> new Stored(
                                row.getBoolean("used"), row.getBoolean("just_used"), row.getBoolean("expired")));
    }

    private void add(Statements transaction, UUID family, String token) {
        Buffer hash = RandomToken.hash(token);
        transaction.query("""
                INSERT INTO refresh_tokens (token_hash, family_id, expires_at)
                VALUES ($1, $2, now() + $3 * interval '1 second')
                """, hash, family, (double) life.toSeconds());
    }

    private static LoginFamily family(Row row) {
        return new LoginFamily(
                row.getUUID("id"),
                row.getUUID("user_id"),
                Method.of(row.getString("method")),
                LoginDoor.of(row.getString("door")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
